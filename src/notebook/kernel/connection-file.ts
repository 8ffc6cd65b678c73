/** The file with which a Jupyter client tells a kernel where to listen. */

import { readFileSync } from "node:fs";

export interface ConnectionFile {
  readonly transport: string;
  readonly ip: string;
  readonly key: string;
  readonly signature_scheme: string;
  readonly shell_port: number;
  readonly control_port: number;
  readonly iopub_port: number;
  readonly stdin_port: number;
  readonly hb_port: number;
}

export function readConnection(path: string): ConnectionFile {
  const connection = JSON.parse(readFileSync(path, "utf8")) as ConnectionFile;
  const scheme = connection.signature_scheme ?? "hmac-sha256";
  if (connection.key && scheme !== "hmac-sha256")
    throw new Error(
      `kernel: the connection file asks for signatures by ${scheme}; only hmac-sha256 is known.`,
    );
  return connection;
}
