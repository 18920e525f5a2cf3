import { severities } from '../core/finding.ts';
import { formats } from './command.ts';

const general = `Usage: flash-review [review] [PATH...] [options]
       flash-review plan|findings|dismiss|models|usage|mcp|help ...

Reviews what you changed, or whole files, with a language model.

What to review (the uncommitted changes when nothing is said):
  PATH...               these files and folders as they stand;
                        with one of the options below, only these of it
  --staged              what is staged
  --base REF            what this branch would bring to REF
  --commit REF          one commit
  --range A..B          what changed from A to B
  --repo                the whole repository or folder

How:
  --effort LEVEL        quick, standard or deep: how long the model thinks, how
                        often it reads, and what is looked at a second time
  --verify WHICH        what a second look tries to refute: off, serious, all
                        (by effort: off, serious, all)
  --fixes WHEN          withFindings or afterVerification
  --model NAME          see: flash-review models
  --max-cost DOLLARS    send nothing that must cost more; stop at this sum
  --dry-run             as the command plan: show, and send no code
  --baseline FILE       an earlier JSON report: what it holds does not count
  --provider NAME       gemini, vertex or openai
  --endpoint URL        another address of the service
  --vertex-project NAME --vertex-location PLACE

What comes out:
  --format FORMAT       ${formats.slice(0, 5).join(', ')},
                        ${formats.slice(5).join(', ')}
  --output FILE         write it there, and show text; - is the standard output
  --fail-on SEVERITY    exit code 1 from here on (high):
                        ${severities.join('|')}|none
  --min-severity SEVERITY  hold back what is below
  --min-confidence SHARE   0 to 1, the same
  --max-findings N      hold back the least of what is more
  --fix                 apply the fixes that passed every check
  --allow-dirty         with --fix: also to files with uncommitted changes
  --no-color

Keys come from the environment only: GEMINI_API_KEY for Google's service,
FLASH_REVIEW_API_KEY for a configured endpoint.

Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 wrong use,
3 not or not fully reviewed, 130 interrupted.
`;

const topics: Readonly<Record<string, string>> = {
  plan: `Usage: flash-review plan [PATH...] [options of review] [--format text|json]

Shows the files, tokens and cost of a review, and what is skipped. Sends no code;
with a key, asks the service what the model holds.
`,
  findings: `Usage: flash-review findings [REPORT.json] [--format FORMAT] [--output FILE]

Shows a report that was saved with --format json; the last review here without one.
`,
  dismiss: `Usage: flash-review dismiss FINGERPRINT... [--reason REASON] [--note TEXT]
                            [--until YYYY-MM-DD] [--from REPORT.json]

Keeps findings from being shown again, in .flashreview/dismissed.json, which a
team can commit and the editor reads too. Reasons: false-positive, accepted,
wont-fix, style. Looks the finding up in the last review here, or in --from.
`,
  models: `Usage: flash-review models [--provider NAME] [--endpoint URL]

Lists the models that the service offers to your key.
`,
  mcp: `Usage: flash-review mcp [FOLDER] [--max-cost DOLLARS] [--allow-dismiss]
                        [--effort LEVEL] [--model NAME] [--provider NAME]
                        [--endpoint URL]

Serves reviews of one repository to coding agents, as a Model Context Protocol
server over standard input and output: the tools review_changes, list_findings
and plan_review. All reviews of one run together may cost so much (1.00).
--allow-dismiss adds dismiss_finding, which writes .flashreview/dismissed.json;
without it nothing in the repository is changed.
`,
  usage: `Usage: flash-review usage

Shows what reviews from this command line have used, by day and model.
`,
};

export function helpText(topic: string | undefined): string {
  return topics[topic ?? ''] ?? general;
}
