import { randomBytes } from 'node:crypto';
import { Refusal } from '../../../shared/domain/refusals.ts';
import { oidcStartSchema } from '../../../shared/protocol/people.ts';
import { hashOfSecret } from '../../access/whoIs.ts';
import { type Vouched, personByIdentity } from '../../commands/oidcSignIn.ts';
import { overHttps, readCookie, writeCookie } from '../cookies.ts';
import type { Inside } from '../doors.ts';
import type { OidcFlow, OidcProvider } from '../oidc/oidcProvider.ts';
import { accountPorts } from '../signInDoor.ts';
import { admit } from './admit.ts';
import { publicBase } from './publicBase.ts';
import { type Call, route } from './route.ts';

const flowCookie = 'swarmboard_flow';
const sealedFor = 'flow';
const flowMinutes = 15;
const callbackPath = '/api/v1/oidc/callback';

/** What is remembered while the browser is at the provider. */
interface Remembered extends OidcFlow {
  readonly redirectUri: string;
  readonly to: string;
  readonly invitation?: string | undefined;
}

/** People are sent here and back, so that what goes wrong is told on a page rather than as an answer. */
export const oidcRoutes = [
  route({
    method: 'get',
    path: '/oidc/start',
    summary: 'Go to the organisation’s own sign-in',
    access: 'anyone',
    query: oidcStartSchema,
    reply: 'a redirect',
    handle: async (inside, call) => {
      const provider = providerOf(inside);
      await inside.signIn.limits.visit(call.entrance.address ?? '');
      const redirectUri = publicBase(call.request, inside.origins) + callbackPath;
      const begun = await provider.begin(redirectUri).catch((reason: unknown) => {
        inside.report(reason, 'going to the sign-in provider');
        return undefined;
      });
      if (!begun) {
        call.response.redirect('/?problem=providerUnavailable');
        return;
      }
      await remember(inside, call, { ...begun.flow, redirectUri, ...call.query });
      call.response.redirect(begun.url.href);
    },
  }),
  route({
    method: 'get',
    path: '/oidc/callback',
    summary: 'Come back from the organisation’s own sign-in',
    access: 'anyone',
    reply: 'a redirect',
    handle: async (inside, call) => {
      const provider = providerOf(inside);
      const remembered = await recall(inside, call);
      const vouched = remembered && (await vouchedFor(inside, provider, { call, remembered }));
      if (!vouched) {
        call.response.redirect('/?problem=providerUnavailable');
        return;
      }
      const { invitation, to } = remembered;
      const more = { invitation, entrance: call.entrance };
      const person = await personByIdentity(accountPorts(inside), vouched, more).catch(nobodyWhenRefused);
      if (!person) {
        call.response.redirect('/?problem=notInvited');
        return;
      }
      await admit(inside, call, { person, method: 'oidc' });
      call.response.redirect(withinHere(to));
    },
  }),
];

function providerOf({ signIn }: Inside): OidcProvider {
  if (!signIn.provider) throw new Refusal('notFound');
  return signIn.provider;
}

async function remember(inside: Inside, { response }: Call, remembered: Remembered): Promise<void> {
  const secret = randomBytes(24).toString('base64url');
  const expires = new Date(inside.clock.now().getTime() + flowMinutes * 60_000);
  const value = { sealed: inside.secrets.seal(JSON.stringify(remembered), sealedFor) };
  await inside.store.records.create('flow', { id: hashOfSecret(secret), expiresAt: expires.toISOString(), value });
  response.append('set-cookie', writeCookie(flowCookie, secret, { expires, secure: overHttps(inside.origins) }));
}

/** Once, and only in the browser that set out. */
async function recall(inside: Inside, { request, response }: Call): Promise<Remembered | undefined> {
  const secure = overHttps(inside.origins);
  const secret = readCookie(request, flowCookie, secure);
  if (secret === undefined) return undefined;
  response.append('set-cookie', writeCookie(flowCookie, '', { expires: new Date(0), secure }));
  const id = hashOfSecret(secret);
  const kept = await inside.store.records.find('flow', id);
  if (!kept || !(await inside.store.records.remove('flow', id))) return undefined;
  const { sealed } = kept.value as { sealed: string };
  return JSON.parse(inside.secrets.open(sealed, sealedFor)) as Remembered;
}

async function vouchedFor(
  inside: Inside,
  provider: OidcProvider,
  { call, remembered }: { call: Call; remembered: Remembered },
): Promise<Vouched | undefined> {
  const cameBackTo = new URL(remembered.redirectUri);
  cameBackTo.search = new URL(call.request.originalUrl, remembered.redirectUri).search;
  return provider.finish(cameBackTo, remembered).catch((reason: unknown) => {
    inside.report(reason, 'coming back from the sign-in provider');
    return undefined;
  });
}

/** An invitation that was used in the meantime lets nobody in. */
function nobodyWhenRefused(reason: unknown): undefined {
  if (reason instanceof Refusal && ['linkNotGood', 'emailTaken'].includes(reason.code)) return undefined;
  throw reason;
}

/** A path of this product, whatever browsers make of tabs, dots and slashes in it. */
export function withinHere(to: string): string {
  const here = 'http://here.invalid';
  if (!URL.canParse(to, here)) return '/';
  const { origin, pathname, search, hash } = new URL(to, here);
  return origin === here ? `/${pathname.replace(/^[/\\]+/, '')}${search}${hash}` : '/';
}
