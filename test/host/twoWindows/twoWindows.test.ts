import assert from 'node:assert/strict';
import { existsSync, globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { handStream } from '../../emulator/handStream.ts';
import { listOf, nonNull, offByOne, percentAsShare } from '../cartFindings.ts';
import { startReviewSession, type ReviewSession } from '../reviewSession.ts';
import { openSecondWindow, until } from '../secondWindow.ts';
import { userDataVariable } from '../suites.ts';

const cart = 'src/cart.ts';
const discount = 'src/discount.ts';
const pastTheEnd = 'The last step reads past the end and throws';
const hidden = 'A missing item is hidden from the compiler';
const tenTimes = 'Ten percent takes off ten times the price';

const review = { kind: 'command', id: 'flashReview.reviewWorkingChanges', args: [] } as const;

describe('two windows on one workspace', () => {
  let session: ReviewSession;
  beforeEach(async () => {
    session = await startReviewSession();
  });
  afterEach(async () => session[Symbol.asyncDispose]());

  const messages = (file: string): readonly string[] =>
    session.diagnostics(file).map(({ message }) => message);

  async function reviewHere(...findings: readonly string[]): Promise<void> {
    session.service.script({ kind: 'text', text: listOf(...findings) });
    await session.review();
    // They are written shortly after the last of them.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }

  it('have a storage each from the editor, and share what is kept all the same', async () => {
    await reviewHere(offByOne);
    await using second = await openSecondWindow();
    assert.deepEqual(await second.findings(cart), [pastTheEnd]);
    const [first = ''] = globSync(join(storages(), '*', 'flash-review.flash-review', 'findings.json'));
    assert.ok(existsSync(`${dirname(dirname(first))}-1`), 'the editor gave both windows one storage');
  });

  it('keep what either has found, also of the one that was closed first', async () => {
    {
      await using second = await openSecondWindow();
      session.service.script({ kind: 'text', text: listOf(percentAsShare) });
      await second.do(review);
      assert.deepEqual(await second.findings(discount), [tenTimes]);
      assert.deepEqual(messages(discount), []);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
    await reviewHere(offByOne);
    await using third = await openSecondWindow();
    assert.deepEqual(await third.findings(discount), [tenTimes]);
    assert.deepEqual(await third.findings(cart), [pastTheEnd]);
  });

  it('review at the same time, and neither is taken for cut off', async () => {
    const here = handStream();
    session.service.script(here);
    const reviewed = session.review();
    await here.opened;
    here.push(`{"findings":[${offByOne},`);
    await session.until(cart, (found) => found.length === 1);
    await using second = await openSecondWindow();
    session.service.script({ kind: 'text', text: listOf(percentAsShare) });
    await second.do(review);
    here.push(`${nonNull}]}`);
    here.finish();
    await reviewed;
    assert.deepEqual(messages(cart).toSorted(), [hidden, pastTheEnd].toSorted());
    assert.deepEqual(await second.findings(discount), [tenTimes]);
  });

  it('let what one of them has dismissed stay dismissed in the other', async () => {
    await using second = await openSecondWindow();
    session.service.script({ kind: 'text', text: listOf(offByOne) });
    await second.do(review);
    await second.do({ kind: 'dismiss', file: cart });
    assert.deepEqual(await second.findings(cart), []);
    try {
      await reviewHere(offByOne, nonNull);
      assert.deepEqual(messages(cart), [hidden]);
    } finally {
      await second.do({ kind: 'command', id: 'flashReview.restoreDismissed', args: [] });
    }
  });

  it('bring back what a review had told of by the time its window closed over it', async () => {
    const stream = handStream();
    session.service.script(stream);
    {
      await using second = await openSecondWindow();
      void second.do(review).catch(() => undefined);
      await stream.opened;
      stream.push(`{"findings":[${percentAsShare},`);
      await until(async () => (await second.findings(discount)).length > 0, 'the finding did not come');
      // It is written shortly after it came.
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
    await stream.closed;
    await using second = await openSecondWindow();
    assert.deepEqual(await second.findings(discount), [tenTimes]);
    assert.deepEqual(messages(discount), []);
  });

  it('lose no batch with the window that submitted it', async function () {
    // One whose host was killed lets go of it after a minute.
    this.timeout(120_000);
    session.service.script({ kind: 'text', text: listOf(offByOne) });
    {
      await using second = await openSecondWindow();
      await second.do({ kind: 'command', id: 'flashReview.reviewRepositoryBatch', args: [] });
    }
    assert.equal(session.service.requests.length, 1);
    await until(
      async () => {
        await vscode.commands.executeCommand('flashReview.lookAtBatches');
        return messages(cart).length > 0;
      },
      'the findings of the batch did not come',
      100_000,
    );
    assert.deepEqual(messages(cart), [pastTheEnd]);
  });
});

/** Where the editor keeps the storages of workspaces. */
function storages(): string {
  const [found] = globSync(join(process.env[userDataVariable] ?? '', '**/workspaceStorage'));
  return found ?? '';
}
