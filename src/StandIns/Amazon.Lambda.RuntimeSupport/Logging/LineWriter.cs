using System.Text;

namespace Amazon.Lambda.RuntimeSupport.Logging;

/// <summary>
/// Hands each <c>WriteLine</c> to <paramref name="writeLine"/> and every <c>Write</c> straight to the console. The overloads for
/// numbers are here because their base versions write the digits first and then an empty line.
/// </summary>
internal sealed class LineWriter(TextWriter inner, Action<string> writeLine) : TextWriter(inner.FormatProvider)
{
    public override Encoding Encoding => inner.Encoding;

    public override void Flush() => inner.Flush();

    public override void Write(char value) => inner.Write(value);

    public override void Write(string value) => inner.Write(value);

    public override void Write(char[] buffer, int index, int count) => inner.Write(buffer, index, count);

    public override void WriteLine() => writeLine("");

    public override void WriteLine(string value) => writeLine(value);

    public override void WriteLine(object value) => writeLine(value?.ToString());

    public override void WriteLine(char value) => writeLine(value.ToString());

    public override void WriteLine(char[] buffer) => writeLine(buffer is null ? "" : new string(buffer));

    public override void WriteLine(char[] buffer, int index, int count) => writeLine(new string(buffer, index, count));

    public override void WriteLine(ReadOnlySpan<char> buffer) => writeLine(buffer.ToString());

    public override void WriteLine(StringBuilder value) => writeLine(value?.ToString());

    public override void WriteLine(bool value) => writeLine(value.ToString());

    public override void WriteLine(int value) => writeLine(value.ToString(FormatProvider));

    public override void WriteLine(uint value) => writeLine(value.ToString(FormatProvider));

    public override void WriteLine(long value) => writeLine(value.ToString(FormatProvider));

    public override void WriteLine(ulong value) => writeLine(value.ToString(FormatProvider));

    public override void WriteLine(float value) => writeLine(value.ToString(FormatProvider));

    public override void WriteLine(double value) => writeLine(value.ToString(FormatProvider));

    public override void WriteLine(decimal value) => writeLine(value.ToString(FormatProvider));
}
