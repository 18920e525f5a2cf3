import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import type { ReviewFailure } from '../../src/core/errors.ts';
import { listInput, reviewInput } from '../../src/core/report/agentInputs.ts';
import { agentTools } from '../../src/core/report/agentTools.ts';
import { defaultSettings } from '../../src/vscode/settings.ts';

interface Manifest {
  activationEvents: string[];
  capabilities: { untrustedWorkspaces: { restrictedConfigurations: string[] } };
  contributes: {
    commands: { command: string; title: string; category: string; enablement?: string }[];
    submenus: { id: string; label: string }[];
    menus: Record<string, { command?: string; submenu?: string; when?: string }[]>;
    viewsWelcome: { view: string; contents: string; when: string }[];
    views: Record<string, { id: string }[]>;
    walkthroughs: {
      when: string;
      steps: {
        id: string;
        description: string;
        media: { svg: string; altText: string };
        completionEvents: string[];
      }[];
    }[];
    languageModelTools: { name: string; modelDescription: string; inputSchema: object }[];
    configuration: { title: string; order: number; properties: Record<string, Setting> }[];
  };
}
interface Setting {
  default: unknown;
  scope: string;
  order: number;
  description?: string;
  markdownDescription?: string;
}

const root = new URL('../../', import.meta.url);
const manifestText = readFileSync(new URL('package.json', root), 'utf8');
const manifest = JSON.parse(manifestText) as Manifest;
const nls = JSON.parse(readFileSync(new URL('package.nls.json', root), 'utf8')) as Record<string, string>;
const { contributes } = manifest;
const settings = Object.assign(
  {},
  ...contributes.configuration.map(({ properties }) => properties),
) as Record<string, Setting>;

/** Exhaustive by type: a new kind of failure does not compile until it stands here. */
const failureKinds: Record<ReviewFailure['kind'], true> = {
  'no-key': true,
  'bad-endpoint': true,
  'bad-key': true,
  'no-permission': true,
  'model-not-found': true,
  'bad-request': true,
  precondition: true,
  'quota-minute': true,
  'quota-day': true,
  overloaded: true,
  network: true,
  silent: true,
  blocked: true,
  'cut-off': true,
  'no-finish': true,
  empty: true,
  cancelled: true,
  'bad-answer': true,
  'git-missing': true,
  'git-failed': true,
  'no-repository': true,
  'no-such-revision': true,
  'no-merge-base': true,
  declined: true,
  'budget-spent': true,
  'no-login': true,
  'login-expired': true,
  'missing-setting': true,
  'bad-location': true,
  mismatch: true,
  region: true,
  billing: true,
  'gateway-billing': true,
  proxy: true,
  tls: true,
  timeout: true,
  internal: true,
};

describe('the manifest', () => {
  it('gives every command a title from the message file and the category Flash Review', () => {
    assert.ok(contributes.commands.length > 0);
    for (const { command, title, category } of contributes.commands) {
      assert.match(command, /^flashReview\.[a-z]\w+$/);
      assert.match(title, /^%.+%$/, command);
      assert.equal(category, 'Flash Review', command);
    }
  });

  it('finds every message it names, and names every message but those of failures', () => {
    const named = new Set([...manifestText.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key));
    for (const key of named) assert.ok(key !== undefined && nls[key] !== undefined, `no message for ${key}`);
    for (const key of Object.keys(nls)) assert.ok(named.has(key), `nothing uses ${key}`);
  });

  it('gives every setting a default, a description, a scope and an order', () => {
    for (const [name, setting] of Object.entries(settings)) {
      assert.notEqual(setting.default, undefined, name);
      assert.match(setting.markdownDescription ?? setting.description ?? '', /^%.+%$/, name);
      assert.ok(
        ['window', 'resource', 'machine', 'machine-overridable', 'application'].includes(setting.scope),
        name,
      );
      assert.equal(typeof setting.order, 'number', name);
    }
  });

  it('declares exactly the settings and the defaults that the code uses', () => {
    const declared = Object.fromEntries(
      Object.entries(settings).map(([name, setting]) => [name, setting.default]),
    );
    const used = Object.fromEntries(
      Object.entries(defaultSettings).map(([name, value]) => [`flashReview.${name}`, value as unknown]),
    );
    assert.deepEqual(declared, used);
  });

  it('lets no workspace redirect traffic: the endpoint is a setting of the machine', () => {
    assert.equal(settings['flashReview.gemini.endpoint']?.scope, 'machine');
  });

  it('keeps no secret in a setting', () => {
    for (const name of Object.keys(settings))
      assert.doesNotMatch(name, /key|secret|password|(?<!max\w*)token(?!s\b)/i);
  });

  it('starts once the window is ready, to bring kept findings back, and never before', () => {
    assert.deepEqual(manifest.activationEvents, ['onStartupFinished']);
  });

  it('has a welcome text with a next step for every way a review can fail', () => {
    for (const kind of Object.keys(failureKinds)) {
      const when = `isWorkspaceTrusted && flashReview.state == failed.${kind}`;
      assert.equal(contributes.viewsWelcome.filter((welcome) => welcome.when === when).length, 1, kind);
      const [sentence = '', ...buttons] = (nls[`welcome.failed.${kind}`] ?? '').split('\n');
      assert.match(sentence, /^[A-Z].+\.$/, kind);
      assert.ok(buttons.length > 0 && buttons.every((button) => /^\[[^\]]+\]\([^)]+\)$/.test(button)), kind);
    }
  });

  it('names only its own commands in menus, and hides those that need a finding from the palette', () => {
    const declared = new Set(contributes.commands.map(({ command }) => command));
    for (const [menu, entries] of Object.entries(contributes.menus)) {
      for (const { command, submenu } of entries) {
        const known =
          command === undefined
            ? contributes.submenus.some(({ id }) => id === submenu)
            : declared.has(command);
        assert.ok(known, `${menu}: ${command ?? submenu}`);
      }
    }
    const hidden = contributes.menus['commandPalette']?.filter(({ when }) => when === 'false');
    assert.deepEqual(
      hidden?.map(({ command }) => command),
      [
        'flashReview.applyFix',
        'flashReview.previewFix',
        'flashReview.writeFix',
        'flashReview.dismiss',
        'flashReview.reviewAnyway',
        'flashReview.dismissAs',
        'flashReview.sendAsItIs',
        'flashReview.restore',
        'flashReview.reviewThisFolder',
        'flashReview.reviewThisCommit',
        'flashReview.reviewBlock',
        'flashReview.dismissThis',
        'flashReview.dismissInFile',
        'flashReview.dismissInFolder',
        'flashReview.dismissEverywhere',
        'flashReview.nextComment',
        'flashReview.previousComment',
      ],
    );
  });

  it('offers in the palette what is about a finding only where there may be one', () => {
    const palette = contributes.menus['commandPalette'] ?? [];
    for (const name of ['fixAllInFile', 'explain', 'copyAsMarkdown', 'continueInChat', 'recheck']) {
      const entry = palette.find(({ command }) => command === `flashReview.${name}`);
      assert.match(entry?.when ?? '', /^flashReview\.hasFindings && editorIsOpen/, name);
    }
  });

  it('offers no setting for a single folder of a window, as settings are read for all of it', () => {
    for (const [name, { scope }] of Object.entries(settings)) assert.notEqual(scope, 'resource', name);
  });

  it('turns reviewing off in a workspace that is not trusted', () => {
    const reviews = contributes.commands.filter(({ command }) => command.startsWith('flashReview.review'));
    assert.ok(reviews.length > 5);
    for (const { enablement } of reviews) assert.match(enablement ?? '', /\bisWorkspaceTrusted\b/);
    assert.ok(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations.length > 0);
  });

  it('links in welcome texts only to commands that exist', () => {
    const own = new Set(contributes.commands.map(({ command }) => command));
    for (const text of Object.values(nls)) {
      for (const [, command = ''] of text.matchAll(/\(command:([\w.]+)/g)) {
        assert.ok(
          own.has(command) || /^(workbench|git)\.|^flashReview\.findings\.focus$/.test(command),
          command,
        );
      }
    }
  });

  it('tells models of its tools in the same words and with the same arguments as over MCP', () => {
    const shared = [
      { ...agentTools.review, input: reviewInput },
      { ...agentTools.list, input: listInput },
    ];
    assert.deepEqual(
      contributes.languageModelTools.map(({ name, modelDescription, inputSchema }) => ({
        name,
        modelDescription,
        inputSchema,
      })),
      shared.map(({ name, description, input }) => {
        const { $schema: _, ...inputSchema } = z.toJSONSchema(input, { io: 'input' });
        return { name: `flash-review_${name}`, modelDescription: description, inputSchema };
      }),
    );
  });

  it('leads through four or five steps, each with a picture, a button that works and an event that ends it', () => {
    const own = new Set(contributes.commands.map(({ command }) => command));
    const views = Object.values(contributes.views).flatMap((group) => group.map(({ id }) => id));
    const [walkthrough, ...others] = contributes.walkthroughs;
    assert.ok(walkthrough !== undefined && others.length === 0);
    // Without it the editor would open the walkthrough by itself when the extension is installed.
    assert.equal(walkthrough.when, 'flashReview.walkthrough');
    assert.ok(walkthrough.steps.length >= 4 && walkthrough.steps.length <= 5);
    for (const { id, description, media, completionEvents } of walkthrough.steps) {
      const text = nls[description.slice(1, -1)] ?? '';
      const buttons = [...text.matchAll(/^\[[^\]]+\]\(command:([\w.]+)/gm)].map(
        ([, command = '']) => command,
      );
      assert.ok(buttons.length > 0, id);
      for (const command of buttons)
        assert.ok(
          own.has(command) ||
            views.some((view) => command === `${view}.focus`) ||
            command.startsWith('workbench.'),
          `${id}: ${command}`,
        );
      assert.ok(completionEvents.length > 0, id);
      for (const event of completionEvents) {
        const [kind = '', what = ''] = event.split(':');
        const known = { onCommand: own.has(what), onView: views.includes(what), onContext: true }[kind];
        assert.equal(known, true, `${id}: ${event}`);
      }
      const picture = readFileSync(new URL(media.svg, root), 'utf8');
      assert.match(picture, /^<svg [\s\S]*var\(--vscode-/);
      // The editor lets no style through, and leaves what is not coloured by attributes black.
      assert.doesNotMatch(picture, /<script|<style|style=|href=|\bon\w+=/);
      assert.ok((nls[media.altText.slice(1, -1)] ?? '').length > 10, id);
    }
  });
});
