import type { RequestHandler } from 'express';
import { Refusal } from '../../../shared/domain/refusals.ts';
import type { Inside } from '../doors.ts';

/** `GET /files/:id`: images are shown, everything else is downloaded, nothing can run. */
export function serveFile({ store, whoIs }: Inside): RequestHandler<{ id: string }> {
  return async (request, response) => {
    if (!(await whoIs(request))) throw new Refusal('signInNeeded');
    const file = await store.blobs.get(request.params.id);
    if (!file) throw new Refusal('notFound');
    const shown = file.type.startsWith('image/');
    const name = encodeURIComponent(file.name);
    response.setHeader('content-type', file.type);
    response.setHeader('content-disposition', `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`);
    response.setHeader('content-security-policy', "default-src 'none'; sandbox");
    response.setHeader('cache-control', 'private, max-age=31536000, immutable');
    response.end(file.bytes);
  };
}
