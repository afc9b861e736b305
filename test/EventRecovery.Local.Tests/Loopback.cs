using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace EventRecovery.Local.Tests;

/// <summary>Questions about who listens where on this machine.</summary>
internal static class Loopback
{
    public static async Task<bool> AnswersAsync(Uri url, CancellationToken token)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, url.Port, token);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public static IPAddress[] ListenersOn(int port) =>
        [
            .. IPGlobalProperties
                .GetIPGlobalProperties()
                .GetActiveTcpListeners()
                .Where(listener => listener.Port == port)
                .Select(listener => listener.Address),
        ];
}
