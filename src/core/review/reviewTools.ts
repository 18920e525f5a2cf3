import type { ChangedFile } from '../change.ts';
import { standardSelection } from '../collect/standardSelection.ts';
import type { ModelClient, ServiceTool } from '../modelClient.ts';
import type { Scope, SelectionWishes } from '../scope.ts';
import type { Toolbox } from '../toolbox.ts';
import type { MaskedReview } from './maskedReview.ts';
import { openContext, type ContextPorts } from './openContext.ts';

export interface ToolWishes {
  readonly scope: Scope;
  readonly selection: SelectionWishes;
  /** The model may look into other files. */
  readonly lookUp: boolean;
  /** Absolute folders, with `/`, that it may look into; all of the sources when not given. */
  readonly contextFolders?: readonly string[];
  /** What the service may do by itself; only what the road has is asked for. */
  readonly serviceTools?: readonly ServiceTool[];
}

/** What the model of a review has beside what it is sent. */
export interface ReviewTools {
  readonly toolbox?: Toolbox;
  readonly serviceTools: readonly ServiceTool[];
  /** Tools of the service that were wished for, and that the road does not have. */
  readonly missing: readonly ServiceTool[];
}

/** What of that the road has. */
export function openTools(
  request: ToolWishes,
  files: readonly ChangedFile[],
  masked: MaskedReview,
  ports: ContextPorts & { readonly client: Pick<ModelClient, 'functions' | 'serviceTools'> },
): ReviewTools {
  const { functions, serviceTools: known = [] } = ports.client;
  const wished = request.serviceTools ?? [];
  const tools = {
    serviceTools: wished.filter((tool) => known.includes(tool)),
    missing: wished.filter((tool) => !known.includes(tool)),
  };
  if (!request.lookUp || functions !== true) return tools;
  const { contextFolders: folders } = request;
  const selection = standardSelection(
    folders === undefined ? request.selection : { ...request.selection, folders },
  );
  return { ...tools, toolbox: openContext(request.scope, files, masked, selection, ports) };
}
