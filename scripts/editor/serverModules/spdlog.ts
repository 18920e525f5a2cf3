// Stands in for `@vscode/spdlog` in the VS Code server: the same logger without its native module, which a package
// install without a compiler lacks. With it output channels have text and their log files are on disk.
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

const names = ['trace', 'debug', 'info', 'warning', 'error', 'critical'] as const;
const initialLevel = names.indexOf('info');

/** As the native module, nobody waits for the disk. */
const writeDelayMs = 10;

const loggers = new Set<Logger>();
process.on('exit', () => {
  for (const logger of loggers) logger.flush();
});

export class Logger {
  readonly #file: string;
  #level = initialLevel;
  #raw = false;
  #lines: string[] = [];
  #soon: NodeJS.Timeout | undefined;

  constructor(_kind: string, _name: string, file: string) {
    this.#file = file;
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, '');
    loggers.add(this);
  }

  trace(message: string): void {
    this.#write(0, message);
  }
  debug(message: string): void {
    this.#write(1, message);
  }
  info(message: string): void {
    this.#write(2, message);
  }
  warn(message: string): void {
    this.#write(3, message);
  }
  error(message: string): void {
    this.#write(4, message);
  }
  critical(message: string): void {
    this.#write(5, message);
  }
  getLevel(): number {
    return this.#level;
  }
  setLevel(level: number): void {
    this.#level = level;
  }
  /** VS Code knows one pattern, `%Y-%m-%d %H:%M:%S.%e [%l] %v`, which `#write` follows. */
  setPattern(): void {
    this.#raw = false;
  }
  clearFormatters(): void {
    this.#raw = true;
  }
  flush(): void {
    clearTimeout(this.#soon);
    this.#soon = undefined;
    const text = this.#lines.join('');
    this.#lines = [];
    try {
      if (text !== '') appendFileSync(this.#file, text);
    } catch {
      // A log that cannot be written must not end what it reports on.
    }
  }
  drop(): void {
    this.flush();
    loggers.delete(this);
  }

  #write(level: number, message: string): void {
    if (level < this.#level) return;
    this.#lines.push(this.#raw ? message : `${timeStamp()} [${names[level]}] ${message}\n`);
    this.#soon ??= setTimeout(() => this.flush(), writeDelayMs);
  }
}

function timeStamp(): string {
  const now = new Date();
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 23).replace('T', ' ');
}

async function createLogger(name: string, file: string): Promise<Logger> {
  return new Logger('rotating', name, file);
}

export { createLogger as createRotatingLogger, createLogger as createAsyncRotatingLogger };

export function setFlushOn(): void {
  // Every line is on disk soon after.
}
