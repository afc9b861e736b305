using EventRecovery.Telemetry;

namespace EventRecovery.Cdk;

/// <summary>Lays widgets out, two to a row under a heading, in the JSON that CloudWatch reads.</summary>
internal sealed class DashboardRows(string region)
{
    private const int Width = 24;
    private const int GraphHeight = 6;

    private readonly List<object> widgets = [];
    private int x;
    private int y;

    public Dictionary<string, object> Body => new() { ["start"] = "-PT6H", ["widgets"] = widgets.ToArray() };

    public void Heading(string text)
    {
        Add("text", Width, 1, new() { ["markdown"] = $"## {text}" });
    }

    public void Alarms(string title, IReadOnlyList<string> arns) =>
        Add("alarm", Width / 2, GraphHeight, new() { ["title"] = title, ["alarms"] = arns.ToArray() });

    public void Graph(string title, int period, params Line[] lines) =>
        Add(
            "metric",
            Width / 2,
            GraphHeight,
            new()
            {
                ["title"] = title,
                ["region"] = region,
                ["period"] = period,
                ["metrics"] = lines.Select(line => line.ToWidget()).ToArray(),
            }
        );

    private void Add(string type, int width, int height, Dictionary<string, object> properties)
    {
        widgets.Add(
            new Dictionary<string, object>
            {
                ["type"] = type,
                ["x"] = x,
                ["y"] = y,
                ["width"] = width,
                ["height"] = height,
                ["properties"] = properties,
            }
        );
        x += width;
        if (x == Width)
        {
            (x, y) = (0, y + height);
        }
    }
}

/// <summary>One line of a graph.</summary>
internal sealed record Line(string Label, string Statistic, params string[] Metric)
{
    private bool onTheRight;

    public static Line Sum(MetricDefinition metric, string label) => Of(metric, label, "Sum");

    public static Line Of(MetricDefinition metric, string label, string statistic) =>
        new(label, statistic, MetricNames.Meter, metric.Name);

    public static Line OfService(string label, string statistic, params string[] metric) =>
        new(label, statistic, metric);

    public Line OnTheRight() => this with { onTheRight = true };

    public object[] ToWidget()
    {
        var rendering = new Dictionary<string, object> { ["label"] = Label, ["stat"] = Statistic };
        if (onTheRight)
        {
            rendering["yAxis"] = "right";
        }

        return [.. Metric, rendering];
    }
}
