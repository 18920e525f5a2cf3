/** What a model is asked to do; each may have a model of its own. */
export type Task = 'review' | 'deep-review' | 'verification' | 'on-save';

/** Names as the service gives them; one that is empty or not given means `model`. */
export interface ModelSettings {
  readonly model: string;
  readonly deepModel?: string;
  readonly verificationModel?: string;
  readonly onSaveModel?: string;
}

/** The model that does a task, on whatever road is configured. */
export function modelFor(task: Task, settings: ModelSettings): string {
  const { model, deepModel = '', verificationModel = '', onSaveModel = '' } = settings;
  const own = {
    review: '',
    'deep-review': deepModel,
    verification: verificationModel,
    'on-save': onSaveModel,
  }[task];
  return own === '' ? model : own;
}

/** The model of a review that the user starts, by how thorough it is to be. */
export function reviewModel(settings: ModelSettings & { readonly effort: string }): string {
  return modelFor(settings.effort === 'deep' ? 'deep-review' : 'review', settings);
}
