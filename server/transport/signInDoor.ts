import type { AccessEvents } from '../access/accessEvents.ts';
import type { AccountPorts } from '../commands/accountPorts.ts';
import { isFirstStart, newFirstAdminSecret } from '../commands/firstAdmin.ts';
import { PasswordHashes } from '../commands/passwordHashes.ts';
import { serverId } from '../commands/peopleRights.ts';
import type { NewId } from '../ports/ids.ts';
import type { Report } from '../ports/report.ts';
import type { Inside } from './doors.ts';
import type { OidcProvider, OidcSettings } from './oidc/oidcProvider.ts';
import { type OnBlocked, SignInLimits } from './signInLimits.ts';

/** What people are let in with. */
export interface SignInDoor {
  readonly passwords: PasswordHashes;
  readonly limits: SignInLimits;
  readonly provider: OidcProvider | null;
}

interface Ports {
  readonly accessEvents: AccessEvents;
  readonly newId: NewId;
  readonly report: Report;
}

export async function openSignInDoor(
  { accessEvents, newId, report }: Ports,
  oidc: OidcSettings | undefined,
): Promise<SignInDoor> {
  const noteBlocked: OnBlocked = (account, address) => {
    const decide = () => [{ type: 'signInBlocked', account }] as const;
    const entrance = { door: 'page', address } as const;
    accessEvents.write({ commandId: newId(), person: serverId, entrance, decide }).catch((reason: unknown) => {
      report(reason, 'noting that a sign-in was blocked');
    });
  };
  return {
    passwords: new PasswordHashes(),
    limits: new SignInLimits(noteBlocked),
    provider: oidc ? await providerOf(oidc) : null,
  };
}

/** Only who signs in by a provider waits for what speaks to it to load. */
async function providerOf(settings: OidcSettings): Promise<OidcProvider> {
  const { OidcProvider } = await import('./oidc/oidcProvider.ts');
  return new OidcProvider(settings);
}

/** The link that makes the first account from anywhere; undefined when there is one already, or nobody needs one. */
export async function firstAdminLink(inside: Inside, url: string): Promise<string | undefined> {
  const ports = accountPorts(inside);
  if (inside.developer || !(await isFirstStart(ports))) return undefined;
  return `${url}/first#${await newFirstAdminSecret(ports)}`;
}

export function accountPorts({ people, accessEvents, clock, newId, store, signIn }: Inside): AccountPorts {
  const { sessions, records } = store;
  return { people, accessEvents, clock, newId, sessions, records, passwords: signIn.passwords };
}
