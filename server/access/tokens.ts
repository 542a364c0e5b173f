import type { Capability } from '../../shared/domain/permissions.ts';
import type { TokenSummary } from '../../shared/protocol/machines.ts';
import type { People } from '../boards/people.ts';
import type { Clock } from '../ports/clock.ts';
import type { Kept, Records } from '../ports/records.ts';
import type { Principal } from './principal.ts';
import { hashOfSecret, presentPerson } from './whoIs.ts';

/** What a token's secret begins with, so that one that got into a log or a repository can be found. */
export const tokenPrefix = 'swb_';

/** What is kept of a token, under the hash of its secret. */
export type TokenKept = Omit<TokenSummary, 'scopes'> & { readonly scopes: readonly Capability[] };

interface Ports {
  readonly people: People;
  readonly records: Records;
  readonly clock: Clock;
}

/** Who holds this token, if it is still good: a machine with the token's scopes. */
export async function principalOfToken(
  { people, records, clock }: Ports,
  secret: string,
): Promise<Principal | undefined> {
  if (!secret.startsWith(tokenPrefix)) return undefined;
  const kept = await records.find('token', hashOfSecret(secret));
  if (!kept) return undefined;
  const token = kept.value as TokenKept;
  const now = clock.now().toISOString();
  if (token.expiresAt !== null && token.expiresAt <= now) return undefined;
  const person = await presentPerson(people, token.person);
  if (!person) return undefined;
  await noteUse(records, kept, now);
  return { person, grant: { kind: 'token', id: token.id, expiresAt: token.expiresAt } };
}

/** Only over what was read: a token that is being revoked must not come back. */
async function noteUse(records: Records, kept: Kept, now: string): Promise<void> {
  const token = kept.value as TokenKept;
  const minute = `${now.slice(0, 16)}:00.000Z`;
  if (token.usedAt !== null && token.usedAt >= minute) return;
  // Whoever has a good token is let in, also while the store takes no writes.
  await records
    .replace('token', { id: kept.id, value: { ...token, usedAt: minute } }, kept.revision)
    .catch(() => undefined);
}

const pageSize = 500;

/** All tokens with the id of their record, latest first. */
export async function keptTokens(records: Records): Promise<{ recordId: string; token: TokenKept }[]> {
  const tokens: { recordId: string; token: TokenKept }[] = [];
  let before: string | undefined;
  for (;;) {
    const page = await records.list('token', { group: '', limit: pageSize, ...(before !== undefined && { before }) });
    tokens.push(...page.map(({ id, value }) => ({ recordId: id, token: value as TokenKept })));
    before = page.at(-1)?.id;
    if (page.length < pageSize) break;
  }
  return tokens.sort((a, b) => (a.token.createdAt < b.token.createdAt ? 1 : -1));
}
