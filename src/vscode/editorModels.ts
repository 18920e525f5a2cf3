import * as vscode from 'vscode';

/** The editor's model with this id, family or name; the first Gemini Flash, else the first, when empty. */
export async function findEditorModel(wanted: string): Promise<vscode.LanguageModelChat | undefined> {
  const models = await vscode.lm.selectChatModels();
  if (wanted !== '')
    return models.find(({ id, family, name }) => id === wanted || family === wanted || name === wanted);
  return models.find(({ family, id }) => /gemini.*flash/i.test(`${family} ${id}`)) ?? models[0];
}
