/** How the tools are named and told to a model, in the editor's agent mode and over MCP. */
export const agentTools = {
  review: {
    name: 'review_changes',
    title: 'Review Changes',
    description:
      'Reviews code with Flash Review and answers with findings: bugs, security holes and other defects, each with file, line, severity, explanation and often a fix. Sends the code to the configured model, which costs money. It runs for seconds to minutes. Use it after a change is made and before it is committed or proposed. Findings are claims: check each against the code before you act on it.',
  },
  list: {
    name: 'list_findings',
    title: 'List Findings',
    description:
      'Lists the findings that Flash Review already has, worst first, without a request to the model and at no cost. Use it to read on after review_changes, or to see what is still open.',
  },
  plan: {
    name: 'plan_review',
    title: 'Plan Review',
    description:
      'Says what a review would send: files, tokens and the price in dollars. Sends no code and costs nothing. Takes the same arguments as review_changes.',
  },
  dismiss: {
    name: 'dismiss_finding',
    title: 'Dismiss Finding',
    description:
      'Keeps a finding from being shown again, by its fingerprint, in .flashreview/dismissed.json of the repository. Only for findings that the user has decided about, with their reason.',
  },
} as const;
