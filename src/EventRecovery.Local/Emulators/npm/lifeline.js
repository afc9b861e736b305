// Shared by the launchers: says where the emulator listens, and ends it together with the program that started it.
"use strict";

/** Ends this process when standard input closes: the kernel closes it for us when the parent dies, however it dies. */
exports.endWithParent = () => {
  process.stdin.on("end", () => process.exit(0));
  process.stdin.on("error", () => process.exit(0));
  process.stdin.resume();
};

/** Prints the one line that the parent waits for. */
exports.announce = (port) => process.stdout.write(`${JSON.stringify({ port })}\n`);
