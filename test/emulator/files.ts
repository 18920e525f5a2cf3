import { z } from 'zod';
import { entityNotFound } from './googleErrors.ts';
import { ok, type Reply, type Route } from './route.ts';

const startUpload = z.looseObject({ file: z.looseObject({ displayName: z.string().optional() }).optional() });

/** What was uploaded to the service, and what it wrote itself. */
export interface Files {
  readonly routes: readonly Route[];
  read(name: string): string | undefined;
  /** Gives the file's name. */
  write(text: string): string;
  /** Names of all that are there. */
  names(): readonly string[];
}

/** Files as the upload protocol brings them: https://ai.google.dev/api/files. `url` is the server's own. */
export function createFiles(url: () => string): Files {
  const texts = new Map<string, string>();
  const uploads = new Map<string, string>();
  let made = 0;
  const notFound: Reply = { status: 404, body: entityNotFound() };
  const write = (text: string): string => {
    const name = `files/f${++made}`;
    texts.set(name, text);
    return name;
  };
  return {
    routes: [
      {
        method: 'POST',
        path: /^\/upload\/files$/,
        reply: ({ request }) => {
          const command = String(request.headers['x-goog-upload-command'] ?? '');
          if (command === 'start') {
            if (!startUpload.safeParse(request.body).success) return notFound;
            const id = `u${uploads.size + 1}`;
            uploads.set(id, '');
            const address = `${url()}/upload/v1beta/files?upload_id=${id}`;
            return { ...ok({}), headers: { 'x-goog-upload-url': address, 'x-goog-upload-status': 'active' } };
          }
          const id = request.query['upload_id'] ?? '';
          const before = uploads.get(id);
          if (before === undefined) return notFound;
          const text = before + request.text;
          uploads.set(id, text);
          if (!command.includes('finalize'))
            return { status: 200, text: '', headers: { 'x-goog-upload-status': 'active' } };
          const name = write(text);
          return {
            ...ok({ file: { name, state: 'ACTIVE', mimeType: 'application/jsonl' } }),
            headers: { 'x-goog-upload-status': 'final' },
          };
        },
      },
      {
        method: 'GET',
        path: /^\/files\/([^/:]+):download$/,
        reply: ({ name }) => {
          const text = texts.get(`files/${name}`);
          return text === undefined ? notFound : { status: 200, text };
        },
      },
      {
        method: 'DELETE',
        path: /^\/files\/([^/:]+)$/,
        reply: ({ name }) => (texts.delete(`files/${name}`) ? ok({}) : notFound),
      },
    ],
    read: (name) => texts.get(name),
    write,
    names: () => [...texts.keys()],
  };
}
