import type { ServiceTool, WebSource } from '../modelClient.ts';

/** What a review was told of tools and pages; folded from its events. */
export class ToolNotes {
  readonly #dropped = new Set<ServiceTool | 'functions'>();
  readonly #sources = new Map<string, WebSource>();

  drop(tools: readonly (ServiceTool | 'functions')[]): void {
    for (const tool of tools) this.#dropped.add(tool);
  }

  read(sources: readonly WebSource[]): void {
    for (const source of sources) {
      if (this.#sources.size >= mostSources || !isWebAddress(source.address)) continue;
      const known = this.#sources.get(source.address);
      if (known === undefined || known.title === '') this.#sources.set(source.address, source);
    }
  }

  /** What the road or the model does not have, or refused. */
  get dropped(): readonly (ServiceTool | 'functions')[] {
    return [...this.#dropped];
  }

  /** Pages the service read, each once. Words of others: plain text, never a link that runs something. */
  get sources(): readonly WebSource[] {
    return [...this.#sources.values()];
  }
}

const mostSources = 100;

function isWebAddress(address: string): boolean {
  return address.length <= 2000 && /^https?:\/\/\S+$/.test(address) && URL.canParse(address);
}
