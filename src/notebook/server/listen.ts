/** Listens on 127.0.0.1 alone: nobody else on the network can connect. */

import type { Server } from "node:http";

const portsToTry = 20;

/** Tries the port and the ones after it; 0 lets the system choose. Gives the port that is open. */
export async function listen(server: Server, first: number): Promise<number> {
  for (let port = first; port < first + portsToTry && port <= 65_535; port++) {
    try {
      return await listenOn(server, port);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    }
  }
  throw new Error(
    `The ports ${first} to ${first + portsToTry - 1} are all taken; choose another with --port.`,
  );
}

function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      server.off("error", reject);
      resolve((server.address() as { port: number }).port);
    });
  });
}
