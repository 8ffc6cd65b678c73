/**
 * What the test uses of @jupyterlab/services, so that the types hold where the package is not installed.
 * https://jupyterlab.readthedocs.io/en/stable/api/modules/services.html
 */

export interface IopubMessage {
  readonly header: { readonly msg_type: string };
  readonly content: {
    readonly data?: Readonly<Record<string, unknown>>;
    readonly text?: string;
    readonly ename?: string;
    readonly evalue?: string;
  };
}

export interface Future {
  onIOPub: (message: IopubMessage) => unknown;
  readonly done: Promise<{ readonly content: { readonly status: string } }>;
}

export interface KernelConnection {
  readonly info: Promise<{ readonly language_info: { readonly file_extension: string } }>;
  readonly connectionStatus: string;
  readonly statusChanged: { connect(listener: (kernel: object, status: string) => void): void };
  requestExecute(content: { code: string }): Future;
  requestComplete(content: { code: string; cursor_pos: number }): Promise<{
    readonly content: {
      readonly matches: readonly string[];
      readonly cursor_start: number;
      readonly cursor_end: number;
    };
  }>;
  requestInspect(content: { code: string; cursor_pos: number; detail_level: 0 | 1 }): Promise<{
    readonly content: { readonly found: boolean; readonly data: Readonly<Record<string, string>> };
  }>;
  interrupt(): Promise<void>;
  restart(): Promise<void>;
}

export interface SessionConnection {
  readonly kernel: KernelConnection;
  shutdown(): Promise<void>;
}

interface Manager {
  readonly ready: Promise<void>;
  dispose(): void;
}

interface ContentsModel {
  readonly path: string;
  // biome-ignore lint/suspicious/noExplicitAny: a list for a folder, a notebook for a file
  readonly content: any;
}

type Options = Readonly<Record<string, unknown>>;

export interface Client {
  readonly ServerConnection: { makeSettings(options: Options): unknown };
  readonly KernelManager: new (options: Options) => Manager;
  readonly KernelSpecManager: new (
    options: Options,
  ) => Manager & {
    readonly specs: {
      readonly default: string;
      readonly kernelspecs: Readonly<Record<string, object>>;
    } | null;
  };
  readonly SessionManager: new (
    options: Options,
  ) => Manager & { startNew(options: Options): Promise<SessionConnection> };
  readonly Drive: new (options: Options) => object;
  readonly ContentsManager: new (
    options: Options,
  ) => {
    get(path: string, options?: Options): Promise<ContentsModel>;
    save(path: string, model: Options): Promise<ContentsModel>;
    newUntitled(options: Options): Promise<ContentsModel>;
    rename(path: string, newPath: string): Promise<ContentsModel>;
    delete(path: string): Promise<void>;
    dispose(): void;
  };
}
