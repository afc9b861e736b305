// usage: node kinesis.js PACKAGES_FOLDER
// Serves kinesis-local on a free loopback port.
//
// kinesis-local knows two fixed ports (https, then http) and no host: by itself it listens on every interface. It listens
// through Node's net.Server, so the one place that every listener passes is replaced here before the emulator loads: http gets a
// free loopback port, https is closed as soon as it has opened, and anything unexpected stops the program.
"use strict";

const net = require("node:net");
const path = require("node:path");
const { announce, endWithParent } = require("./lifeline.js");

const HTTPS_PORT = 4567;
const HTTP_PORT = 4568;
Object.assign(process.env, { KINESIS_MOCK_TLS_PORT: `${HTTPS_PORT}`, KINESIS_MOCK_PLAIN_PORT: `${HTTP_PORT}` });

const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function listenOnLoopback(port, ...rest) {
  const ready = rest.find((argument) => typeof argument === "function");
  if (typeof port !== "number" || ![HTTPS_PORT, HTTP_PORT].includes(port) || !ready) {
    process.stderr.write("kinesis-local listens in a way that cannot be bound to loopback; not starting it\n");
    process.exit(3);
  }

  return listen.call(this, { port: 0, host: "127.0.0.1" }, () => {
    ready();
    if (port === HTTPS_PORT) {
      setImmediate(() => this.close());
    } else {
      announce(this.address().port);
    }
  });
};

// Milliseconds that the emulator's clock is behind. These are the two clocks that kinesis-local reads.
const lag = Number(process.env.EMULATOR_CLOCK_LAG ?? 0);
const now = Date.now;
Date.now = () => now() - lag;
Object.defineProperty(performance, "timeOrigin", { value: performance.timeOrigin - lag });

endWithParent();
const folder = path.join(process.argv[2], "node_modules", "kinesis-local");
// It opens server.json, its certificate, in the working directory.
process.chdir(folder);
require(path.join(folder, "main.js"));
