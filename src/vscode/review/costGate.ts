import * as vscode from 'vscode';
import type { CostFailure } from '../../core/errors.ts';
import { thoroughnessOf } from '../../core/effort.ts';
import { checkBudget, estimateCost, type CostRange } from '../../core/plan/cost.ts';
import { priceOf, searchPrice } from '../../core/plan/prices.ts';
import type { Preflight } from '../../core/review/preflight.ts';
import { modelFor, reviewModel } from '../../core/model/routing.ts';
import { filesLabel } from '../counts.ts';
import type { Settings } from '../settings.ts';
import type { Spending } from '../spending.ts';
import { dollarLabel, numberLabel } from '../numbers.ts';

/**
 * Asked once before a review is sent: lets it through, asks the user in one sentence with files, tokens and dollars,
 * or ends it because the day's budget is spent. `share` is the part of the usual price that it costs.
 */
export async function approveCost(
  preflight: Preflight,
  settings: Settings,
  spending: Spending,
  signal: AbortSignal,
  share = 1,
): Promise<CostFailure | undefined> {
  const model = reviewModel(settings);
  const full = dollarsFor(preflight, settings);
  const estimate = full && { low: full.low * share, high: full.high * share };
  const { dailyBudget, confirmAboveCost: confirmAbove } = settings;
  // Reading the disk only where the answer matters.
  const spent = dailyBudget === null ? 0 : await spending.spentToday();
  const answer = checkBudget({ estimate, spent, dailyBudget, confirmAbove });
  if (answer === 'go') return undefined;
  if (answer === 'stop') return { kind: 'budget-spent', spent, budget: dailyBudget ?? 0 };
  return (await confirmed(preflight, model, estimate, signal, share < 1)) ? undefined : { kind: 'declined' };
}

/** What a review may cost; undefined when the price of its model is not known. */
export function dollarsFor(preflight: Preflight, settings: Settings): CostRange | undefined {
  const price = priceOf(reviewModel(settings), settings.prices, settings.provider);
  const laterPrice = priceOf(modelFor('verification', settings), settings.prices, settings.provider);
  const { thinking } = thoroughnessOf(settings);
  return price && estimateCost(preflight, thinking, price, laterPrice);
}

async function confirmed(
  preflight: Preflight,
  model: string,
  estimate: CostRange | undefined,
  signal: AbortSignal,
  batch: boolean,
): Promise<boolean> {
  const send = vscode.l10n.t('Review');
  const tokens = numberLabel(preflight.tokens);
  const question =
    estimate === undefined
      ? vscode.l10n.t(
          'Review {0} with {1}: about {2} tokens, at a price that is not known?',
          filesLabel(preflight.files),
          model,
          tokens,
        )
      : vscode.l10n.t(
          batch
            ? 'Review {0} with {1} as a batch at half price: about {2} tokens, {3} to {4}?'
            : 'Review {0} with {1}: about {2} tokens, {3} to {4}?',
          filesLabel(preflight.files),
          model,
          tokens,
          dollarLabel(estimate.low),
          dollarLabel(estimate.high),
        );
  const asked = vscode.window.showWarningMessage(
    question,
    { modal: true, detail: detailOf(preflight) },
    send,
  );
  // The question stays up when the review is stopped meanwhile; its answer means nothing then.
  const stopped = new Promise<undefined>((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  return (await Promise.race([asked, stopped])) === send;
}

function detailOf(preflight: Preflight): string {
  const { requests, later, lookUps, tools, secrets, guidance, attachments } = preflight;
  const lines = [
    requests > 1 ? vscode.l10n.t('In {0} requests.', requests) : '',
    later.requests > 0
      ? vscode.l10n.t(
          'A second look and fixes are extra: at most about {0} tokens more, for what is found. The higher sum has them.',
          numberLabel(later.tokens),
        )
      : '',
    lookUps.requests > 0
      ? vscode.l10n.t(
          'The model may look into other files: at most about {0} tokens more, most of them sent again.',
          numberLabel(lookUps.tokens),
        )
      : '',
    tools.searches > 0
      ? vscode.l10n.t(
          'Google Search: at most about {0} queries, {1}.',
          tools.searches,
          dollarLabel(tools.searches * searchPrice),
        )
      : '',
    tools.tokens > 0
      ? vscode.l10n.t('Tools of the service: at most about {0} tokens more.', numberLabel(tools.tokens))
      : '',
    secrets === 1 ? vscode.l10n.t('One secret is masked.') : '',
    secrets > 1 ? vscode.l10n.t('{0} secrets are masked.', secrets) : '',
    guidance.length > 0 ? vscode.l10n.t('Guidance: {0}.', guidance.join(', ')) : '',
    attachments.length > 0 ? vscode.l10n.t('Images and documents: {0}.', attachments.join(', ')) : '',
    vscode.l10n.t('The setting “Confirm Above Cost” says when you are asked.'),
  ];
  return lines.filter((line) => line !== '').join('\n');
}
