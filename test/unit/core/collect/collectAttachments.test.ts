import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { SkippedFile } from '../../../../src/core/change.ts';
import { collectAttachments } from '../../../../src/core/collect/collectAttachments.ts';
import type { Revision } from '../../../../src/core/ports.ts';
import { readImageHeader } from '../../../../src/core/collect/imageHeader.ts';
import { createImageReader } from '../../../../src/node/imageFile.ts';
import { temporaryRepository, type TemporaryRepository } from '../../node/temporaryRepository.ts';

const signal = new AbortController().signal;

const readImage = createImageReader('git');

const uint16 = (value: number): Buffer => Buffer.from([value >> 8, value & 255]);
const uint32 = (value: number): Buffer => Buffer.concat([uint16(value >>> 16), uint16(value & 0xffff)]);
const uint24le = (value: number): Buffer => Buffer.from([value & 255, (value >> 8) & 255, value >> 16]);
const ascii = (text: string): Buffer => Buffer.from(text, 'latin1');

const png = (width: number, height: number, padding = 0): Buffer =>
  Buffer.concat([
    ascii('\x89PNG\r\n\x1a\n'),
    uint32(13),
    ascii('IHDR'),
    uint32(width),
    uint32(height),
    Buffer.alloc(5 + padding),
  ]);

const jpeg = (width: number, height: number): Buffer =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe1]),
    uint16(300),
    // A thumbnail's own header inside a segment is not the picture's.
    Buffer.from([0xff, 0xc0, 0, 17, 8, 0, 1, 0, 1]),
    Buffer.alloc(289),
    Buffer.from([0xff, 0xff, 0xc4]),
    uint16(4),
    Buffer.from([0, 0, 0xff, 0xc2]),
    uint16(17),
    Buffer.from([8]),
    uint16(height),
    uint16(width),
    Buffer.alloc(10),
  ]);

const webp = (kind: string, content: Buffer): Buffer =>
  Buffer.concat([ascii('RIFF'), uint32(0), ascii('WEBP'), ascii(kind), uint32(0), content]);

const box = (type: string, ...content: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(content);
  return Buffer.concat([uint32(body.length + 8), ascii(type), body]);
};
const ispe = (width: number, height: number): Buffer => box('ispe', uint32(0), uint32(width), uint32(height));
const heif = (brand: string): Buffer =>
  Buffer.concat([
    box('ftyp', ascii(brand), uint32(0), ascii('mif1')),
    box(
      'meta',
      uint32(0),
      box('hdlr', Buffer.alloc(24)),
      box('iprp', box('ipco', ispe(512, 512), box('colr', ascii('nclx')), ispe(4032, 3024), ispe(320, 240))),
    ),
    box('mdat', Buffer.alloc(10)),
  ]);

const binary = (repository: TemporaryRepository, ...paths: readonly string[]): readonly SkippedFile[] =>
  paths.map((path) => ({ ref: { root: repository.root, path }, reason: { kind: 'binary' } }));

describe('an image header', () => {
  it('gives the size of each kind of image', () => {
    assert.deepEqual(readImageHeader(png(640, 480)), { mimeType: 'image/png', width: 640, height: 480 });
    assert.deepEqual(readImageHeader(jpeg(4000, 3000)), {
      mimeType: 'image/jpeg',
      width: 4000,
      height: 3000,
    });
    const lossy = Buffer.concat([Buffer.alloc(6), Buffer.from([0x40, 0x01, 0xf0, 0x40])]);
    assert.deepEqual(readImageHeader(webp('VP8 ', lossy)), {
      mimeType: 'image/webp',
      width: 320,
      height: 240,
    });
    const lossless = Buffer.concat([Buffer.from([0x2f]), Buffer.from([0x3f, 0xc1, 0x3b, 0x00])]);
    assert.deepEqual(readImageHeader(webp('VP8L', lossless)), {
      mimeType: 'image/webp',
      width: 320,
      height: 240,
    });
    const extended = Buffer.concat([Buffer.alloc(4), uint24le(69_999), uint24le(479)]);
    assert.deepEqual(readImageHeader(webp('VP8X', extended)), {
      mimeType: 'image/webp',
      width: 70_000,
      height: 480,
    });
    assert.deepEqual(readImageHeader(heif('heic')), { mimeType: 'image/heic', width: 4032, height: 3024 });
    assert.deepEqual(readImageHeader(heif('mif1')), { mimeType: 'image/heif', width: 4032, height: 3024 });
    assert.deepEqual(readImageHeader(ascii('%PDF-1.7\n')), { mimeType: 'application/pdf' });
  });

  it('is not made up for other files, and no cut or damage makes it throw', () => {
    assert.equal(readImageHeader(ascii('GIF89a')), undefined);
    assert.equal(readImageHeader(ascii('const a = 1;')), undefined);
    const videoBrand = Buffer.concat([box('ftyp', ascii('isom'), uint32(0)), box('moov')]);
    assert.equal(readImageHeader(videoBrand), undefined);
    for (const image of [png(1, 1), jpeg(1, 1), webp('VP8X', Buffer.alloc(10)), heif('heic')]) {
      for (let length = 0; length < image.length; length++) readImageHeader(image.subarray(0, length));
      for (let at = 0; at < image.length; at++) {
        const damaged = Buffer.from(image);
        damaged[at] = 255;
        readImageHeader(damaged);
      }
    }
  });
});

describe('attachments', () => {
  it('are the changed images and documents, each with its bytes and what they really are', async () => {
    using repository = temporaryRepository();
    const picture = png(10, 20);
    repository.write('docs/shot.PNG', picture);
    repository.write('photo.png', jpeg(10, 20));
    repository.write('manual.pdf', '%PDF-1.7\n');
    const { attachments, skipped } = await collectAttachments(
      binary(repository, 'docs/shot.PNG', 'photo.png', 'manual.pdf'),
      ({ path }) => `shop/${path}`,
      readImage,
      () => 'work-tree',
      signal,
    );
    assert.deepEqual(attachments[0], {
      ref: { root: repository.root, path: 'docs/shot.PNG' },
      label: 'shop/docs/shot.PNG',
      mimeType: 'image/png',
      base64: picture.toString('base64'),
    });
    assert.deepEqual(
      attachments.slice(1).map(({ label, mimeType }) => [label, mimeType]),
      [
        ['shop/photo.png', 'image/jpeg'],
        ['shop/manual.pdf', 'application/pdf'],
      ],
    );
    assert.deepEqual(skipped, []);
  });

  it('leave everything else skipped for the reason it had', async () => {
    using repository = temporaryRepository();
    repository.write('tool.exe', 'MZ\0');
    repository.write('broken.png', 'not a picture');
    const others: readonly SkippedFile[] = [
      ...binary(repository, 'tool.exe', 'broken.png', 'deleted.png'),
      { ref: { root: repository.root, path: 'x.png' }, reason: { kind: 'symlink' } },
      {
        ref: { root: repository.root, path: 'y.png' },
        reason: { kind: 'ignored', source: '.aiexclude', rule: '*.png' },
      },
    ];
    const result = await collectAttachments(
      others,
      ({ path }) => path,
      readImage,
      () => 'work-tree',
      signal,
    );
    assert.deepEqual(result, { attachments: [], skipped: others });
  });

  it('exceed neither the limits of one image nor that of all', async () => {
    using repository = temporaryRepository();
    repository.write('wide.png', png(3073, 1));
    repository.write('heavy.png', png(1, 1, 100));
    repository.write('full.png', png(3072, 3072));
    repository.write('more.png', png(1, 1));
    const { attachments, skipped } = await collectAttachments(
      binary(repository, 'wide.png', 'heavy.png', 'full.png', 'more.png'),
      ({ path }) => path,
      readImage,
      () => 'work-tree',
      signal,
      { maxBytes: 50, maxWidth: 3072, maxHeight: 3072, maxTotalBytes: 57 },
    );
    assert.deepEqual(
      attachments.map(({ label }) => label),
      ['full.png'],
    );
    assert.deepEqual(
      skipped.map(({ ref, reason }) => [ref.path, reason]),
      [
        ['wide.png', { kind: 'too-large', bytes: 29 }],
        ['heavy.png', { kind: 'too-large', bytes: 129 }],
        ['more.png', { kind: 'too-large', bytes: 29 }],
      ],
    );
  });

  it('are read through no link', async () => {
    using repository = temporaryRepository();
    using outside = temporaryRepository();
    outside.write('a.png', png(1, 1));
    symlinkSync(join(outside.root, 'a.png'), join(repository.root, 'a.png'));
    symlinkSync(outside.root, join(repository.root, 'folder'));
    const { attachments } = await collectAttachments(
      binary(repository, 'a.png', 'folder/a.png'),
      ({ path }) => path,
      readImage,
      () => 'work-tree',
      signal,
    );
    assert.deepEqual(attachments, []);
  });

  it('are those of the commit or the index under review, not what lies on the disk since', async () => {
    using repository = temporaryRepository();
    const [old, staged, present] = [png(10, 10), png(20, 20), png(30, 30)];
    repository.write('docs/shot\n1.png', old);
    repository.git('add', '.');
    repository.git('commit', '-q', '-m', 'A picture');
    repository.write('docs/shot\n1.png', staged);
    repository.git('add', '.');
    repository.write('docs/shot\n1.png', present);
    const taken = async (version: 'work-tree' | Revision): Promise<readonly (string | undefined)[]> => {
      const { attachments } = await collectAttachments(
        binary(repository, 'docs/shot\n1.png', 'docs', 'never.png'),
        ({ path }) => path,
        readImage,
        () => version,
        signal,
      );
      return attachments.map(({ base64 }) => base64);
    };
    assert.deepEqual(await taken({ commit: 'HEAD' }), [old.toString('base64')]);
    assert.deepEqual(await taken('index'), [staged.toString('base64')]);
    assert.deepEqual(await taken('work-tree'), [present.toString('base64')]);
  });

  it('are not read from a commit when they are too large', async () => {
    using repository = temporaryRepository();
    repository.write('heavy.png', png(1, 1, 100));
    repository.git('add', '.');
    repository.git('commit', '-q', '-m', 'A heavy picture');
    const content = await readImage(
      { root: repository.root, path: 'heavy.png' },
      { commit: 'HEAD' },
      50,
      signal,
    );
    assert.deepEqual(content, { kind: 'too-large', bytes: 129 });
  });
});
