import type { Capability } from '../../shared/domain/permissions.ts';
import type { Person, Preset } from '../../shared/domain/person.ts';
import type { InvitationMade, SessionReply } from '../../shared/protocol/people.ts';
import { HttpBrowser } from './httpBrowser.ts';
import { TestPerson } from './person.ts';

/** Good enough for everybody in a test. */
export const testPassword = 'violet tram under snow';

export function emailOf(name: string): string {
  return `${name.toLowerCase().replace(/[^a-z0-9]+/g, '.')}@swarm.example`;
}

/** The first account of a server without developer's sign-in (`SWARMBOARD_DEV=0`). */
export async function firstAdmin(url: string, name = 'Ada'): Promise<TestPerson> {
  return enter(url, '/first-admin', { name, email: emailOf(name), password: testPassword });
}

export interface Invited {
  readonly name: string;
  readonly preset: Preset;
  readonly capabilities?: readonly Capability[];
}

/** Somebody new, by a link that `admin` makes and they accept. */
export async function join(admin: TestPerson, { name, preset, capabilities }: Invited): Promise<TestPerson> {
  const link = await invitationLink(admin, { purpose: 'join', preset, name, email: emailOf(name), capabilities });
  return enter(admin.url, '/invitations/accept', { secret: secretOf(link), name, password: testPassword });
}

export async function invitationLink(admin: TestPerson, wanted: object): Promise<string> {
  const { status, body } = await admin.ask('POST', '/invitations', wanted);
  if (status !== 200) throw new Error(`the invitation was refused: ${JSON.stringify(body)}`);
  return (body as InvitationMade).link;
}

export function secretOf(link: string): string {
  return new URL(link).hash.slice(1);
}

/** As `firstAdmin` or `join` made them. */
export async function signInAs(url: string, name: string, password = testPassword): Promise<TestPerson> {
  return enter(url, '/session', { email: emailOf(name), password });
}

/** Whatever answers with a session. */
export async function enter(url: string, path: string, body: object): Promise<TestPerson> {
  const browser = new HttpBrowser();
  const response = await browser.ask('POST', `${url}/api/v1${path}`, { body });
  if (!response.ok) throw new Error(`${path} was refused: ${await response.text()}`);
  const { person } = (await response.json()) as SessionReply & { person: Person };
  return TestPerson.withSession(url, browser.cookiesFor(url), person);
}
