using EventRecovery.Archive;
using EventRecovery.Replay;

namespace EventRecovery.Audit.Reading;

/// <summary>Which objects of a store an audit reads.</summary>
public abstract record ObjectChoice
{
    private ObjectChoice() { }

    /// <summary>The prefixes to list, one after another.</summary>
    public abstract IEnumerable<string> Prefixes(ReplayWindow arrival);

    /// <summary>Of what is listed, what is meant.</summary>
    public virtual bool Includes(string key) => true;

    /// <summary>What comes under this prefix while an audit reads is of later, and not meant.</summary>
    public virtual bool MayGrow(string prefix, ReplayWindow arrival) => false;

    /// <summary>One object. Others whose keys begin with its key are not meant.</summary>
    public sealed record One(string Key) : ObjectChoice
    {
        public override IEnumerable<string> Prefixes(ReplayWindow arrival) => [Key];

        public override bool Includes(string key) => key == Key;
    }

    /// <summary>All whose keys have a prefix.</summary>
    public sealed record Under(string Prefix) : ObjectChoice
    {
        public override IEnumerable<string> Prefixes(ReplayWindow arrival) => [Prefix];
    }

    /// <summary>
    /// Of an archive the hours that can hold what arrived in the window: an object is named after its oldest record, so the hour
    /// before may reach into it. The others are not even listed.
    /// </summary>
    public sealed record Hours(string Prefix) : ObjectChoice
    {
        public override IEnumerable<string> Prefixes(ReplayWindow arrival)
        {
            var first = ArchiveLayout.HourOf(arrival.From - ArchiveLayout.LongestGathering);
            var last = ArchiveLayout.HourOf(arrival.To.AddTicks(-1));
            for (var hour = first; hour <= last; hour++)
            {
                yield return ArchiveLayout.PrefixOf(Prefix, hour);
            }
        }

        /// <summary>What arrived at the end of the time may still be gathered, under the last hour or the one before.</summary>
        public override bool MayGrow(string prefix, ReplayWindow arrival)
        {
            var last = ArchiveLayout.HourOf(arrival.To.AddTicks(-1));
            return prefix == ArchiveLayout.PrefixOf(Prefix, last) || prefix == ArchiveLayout.PrefixOf(Prefix, last - 1);
        }
    }
}
