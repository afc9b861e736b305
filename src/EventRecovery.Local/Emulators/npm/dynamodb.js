// usage: node dynamodb.js PACKAGES_FOLDER
// Serves dynalite from memory on a free loopback port.
"use strict";

const path = require("node:path");
const { announce, endWithParent } = require("./lifeline.js");

const dynalite = require(path.join(process.argv[2], "node_modules", "dynalite"));

endWithParent();
// Tables are ready at once: waiting half a second for each would only slow the tests down.
const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
server.listen(0, "127.0.0.1", () => announce(server.address().port));
