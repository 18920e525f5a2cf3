// Stands in for `@vscode/native-watchdog` in the VS Code server: ends this process when the one it serves is gone.

const gone = 87;

export function start(pid: number): void {
  setInterval(() => {
    try {
      process.kill(pid, 0);
    } catch {
      process.exit(gone);
    }
  }, 1000).unref();
}

export function exit(code: number): void {
  process.exit(code);
}
