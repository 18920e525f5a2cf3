import { appendFile } from 'node:fs/promises';

export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** Puts a mail into the outbox; a separate process sends it. */
export async function sendMail(mail: Mail): Promise<void> {
  await appendFile('outbox.jsonl', `${JSON.stringify(mail)}\n`);
}

export async function confirmOrder(to: string, orderId: number): Promise<void> {
  await sendMail({
    to,
    subject: `Your order ${orderId}`,
    text: 'Thank you. We will tell you as soon as it is on its way.',
  });
}
