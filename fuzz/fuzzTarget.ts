import type { IAsyncProperty, IProperty } from 'fast-check';

type Property = IProperty<unknown> | IAsyncProperty<unknown>;

/** What a file `NAME.fuzz.ts` exports as `target`. */
export interface FuzzTarget {
  /** As in the name of its file. */
  readonly name: string;
  /** By a sentence that says what always holds. */
  readonly properties: Readonly<Record<string, Property>>;
}

/** A property of any types: the runner only runs it. */
export function holds(property: unknown): Property {
  return property as Property;
}
