// Shared by the launchers: says where the emulator listens, and ends it together with the program that started it.
"use strict";

/**
 * Ends this process when standard input closes: the kernel closes it for us when the parent dies, however it dies. Killing is meant:
 * all is in memory, and kinesis-local replaces process.exit by a shutdown that waits for open connections, for ever if need be.
 *
 * Ctrl-C in a terminal reaches parent and children alike. Only the parent acts on it: it may still need its emulators for a while.
 */
exports.endWithParent = () => {
  const end = () => process.kill(process.pid, "SIGKILL");
  process.stdin.on("end", end);
  process.stdin.on("error", end);
  process.stdin.resume();

  process.on("SIGINT", () => {});
  const on = process.on;
  process.on = process.addListener = function onAllButInterrupt(event, listener) {
    return event === "SIGINT" ? this : on.call(this, event, listener);
  };
};

/** Prints the one line that the parent waits for. */
exports.announce = (port) => process.stdout.write(`${JSON.stringify({ port })}\n`);
