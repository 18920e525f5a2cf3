import { randomUUID } from 'node:crypto';
import type * as vscode from 'vscode';

/** The editor's API for one copy of the extension, which counts what that copy holds on to. */
export interface CountingEditor extends Disposable {
  readonly editor: unknown;
  /** An event that counts its listeners. */
  event(name: string): (listener: unknown) => vscode.Disposable;
  /** What the copy does on one of its commands. */
  run(command: string, ...args: readonly unknown[]): Promise<unknown>;
  /** Names of all that was made and not disposed of, timers included. */
  left(): readonly string[];
}

/** What makes something that must be disposed of. */
const makers = /^(?:create|register|onDid|onWill)/;

/** Timers are counted when a file of `folder` starts them. */
export function countingEditor(real: typeof vscode, folder: string): CountingEditor {
  const held = new Map<object, string>();
  const commands = new Map<unknown, unknown>();
  const hold = (name: string, made: object): object => {
    held.set(made, name);
    const dispose: unknown = Reflect.get(made, 'dispose');
    Object.assign(made, {
      dispose: () => {
        held.delete(made);
        if (typeof dispose === 'function') Reflect.apply(dispose, made, []);
      },
    });
    return made;
  };
  const event = (name: string) => (): vscode.Disposable =>
    hold(name, { dispose: () => undefined }) as vscode.Disposable;
  const wrap = (space: object, path: string): object =>
    new Proxy(
      {},
      {
        get: (_, key) => {
          const value: unknown = Reflect.get(space, key);
          const name = `${path}.${String(key)}`;
          if (typeof value !== 'function' || typeof key !== 'string' || !makers.test(key)) return value;
          // The first copy has the commands and the views; a second registration would be refused.
          if (key === 'registerCommand')
            return (id: string, run: unknown) => {
              commands.set(id, run);
              return event(`${name} ${id}`)();
            };
          if (key.startsWith('register') || /^on[DW]/.test(key)) return event(name);
          return (...args: unknown[]) =>
            hold(name, standIn(Reflect.apply(value, space, renamed(args)) as object));
        },
      },
    );
  const timers = countTimers(held, folder);
  const editor = new Proxy(real, {
    get: (target, key) => {
      const value: unknown = Reflect.get(target, key);
      const isSpace = typeof value === 'object' && value !== null && /^[a-z]/.test(String(key));
      return isSpace ? wrap(value, String(key)) : value;
    },
  });
  return {
    editor,
    event,
    run: async (command, ...args) => {
      const run = commands.get(command);
      if (typeof run !== 'function') throw new Error(`${command} is not registered`);
      return (await Reflect.apply(run, undefined, args)) as unknown;
    },
    left: () => [...held.values()].toSorted(),
    [Symbol.dispose]: timers,
  };
}

/** A view of the same name cannot be made twice, and a log of the same name is closed once one of them was. */
function renamed(args: readonly unknown[]): readonly unknown[] {
  const [first, ...rest] = args;
  return typeof first === 'string' && /^flash ?review/i.test(first)
    ? [`${first}.copy-${randomUUID()}`, ...rest]
    : args;
}

/** The real one may be frozen: what is held is an object of our own that passes everything on. */
function standIn(made: object): object {
  const own: Record<PropertyKey, unknown> = {};
  return new Proxy(own, {
    get: (target, key) => {
      if (key in target) return target[key];
      const value: unknown = Reflect.get(made, key);
      return typeof value === 'function' ? (value.bind(made) as unknown) : value;
    },
    set: (target, key, value) => {
      if (key === 'dispose') target[key] = value;
      else Reflect.set(made, key, value);
      return true;
    },
  });
}

/** The way back is what it returns. */
function countTimers(held: Map<object, string>, folder: string): () => void {
  const {
    setTimeout: timeout,
    clearTimeout: clear,
    setInterval: interval,
    clearInterval: clearEach,
  } = globalThis;
  const isOurs = (): boolean => (new Error('where').stack ?? '').includes(folder);
  globalThis.setTimeout = Object.assign(
    (run: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) => {
      const timer: NodeJS.Timeout = timeout(() => {
        held.delete(timer);
        run(...args);
      }, ms);
      if (isOurs()) held.set(timer, `a timer of ${ms} ms`);
      return timer;
    },
    timeout,
  );
  globalThis.clearTimeout = (timer) => {
    if (typeof timer === 'object' && timer !== null) held.delete(timer);
    clear(timer);
  };
  globalThis.setInterval = Object.assign(
    (run: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) => {
      const timer = interval(() => run(...args), ms);
      if (isOurs()) held.set(timer, `a timer of every ${ms} ms`);
      return timer;
    },
    interval,
  );
  globalThis.clearInterval = (timer) => {
    if (typeof timer === 'object' && timer !== null) held.delete(timer);
    clearEach(timer);
  };
  return () => {
    Object.assign(globalThis, {
      setTimeout: timeout,
      clearTimeout: clear,
      setInterval: interval,
      clearInterval: clearEach,
    });
  };
}
