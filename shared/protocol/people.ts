import { z } from 'zod';
import { capabilities } from '../domain/permissions.ts';
import { type Person, type Preset, presets } from '../domain/person.ts';

export const nameSchema = z.string().trim().min(1).max(80);
export const emailSchema = z.string().trim().toLowerCase().max(254).pipe(z.email());
/** How many characters a new password has at least. */
export const shortestPassword = 12;
/** Only its size is checked here; whether it is accepted, the server says (`passwordNotAccepted`). */
const passwordSchema = z.string().min(1).max(256);
const secretSchema = z.string().regex(/^[A-Za-z0-9_-]{20,200}$/);
const presetSchema = z.enum(presets).exclude(['machine']);
const capabilitiesSchema = z.array(z.enum(capabilities)).max(capabilities.length);

/** `GET /api/v1/session`: who I am and what a first screen needs. */
export interface SessionReply {
  readonly person: Person | null;
  /** Everybody this person may know of. */
  readonly people: readonly Person[];
  readonly protocol: number;
  /** Sign-in by name alone is offered: on a developer's server only. */
  readonly developer: boolean;
  readonly signIn: SignInOptions;
}

export interface SignInOptions {
  /** Nobody can sign in yet: the first account is made right here, or with the link that was printed at the start. */
  readonly firstAdmin: 'here' | 'byLink' | null;
  /** What the OpenID provider is called on its button. */
  readonly provider: string | null;
}

/** `POST /api/v1/session` */
export const signInSchema = z.strictObject({ email: emailSchema, password: passwordSchema });

/** `POST /api/v1/session/developer`: the name of somebody known means that person, another name makes a new one. */
export const developerSignInSchema = z.strictObject({ name: nameSchema, preset: presetSchema.optional() });

/** `POST /api/v1/first-admin`: `secret` is what follows `#` in the printed link. */
export const firstAdminSchema = z.strictObject({
  name: nameSchema,
  email: emailSchema,
  password: passwordSchema,
  secret: secretSchema.optional(),
});

/** `POST /api/v1/password` */
export const passwordChangeSchema = z.strictObject({ current: passwordSchema, password: passwordSchema });

/** `POST /api/v1/invitations`: a link to join with, or, with `person`, to set that person's password anew. */
export const invitationSchema = z.union([
  z.strictObject({
    purpose: z.literal('join'),
    preset: presetSchema,
    capabilities: capabilitiesSchema.optional(),
    name: nameSchema.optional(),
    email: emailSchema.optional(),
    days: z.number().int().min(1).max(30).default(7),
  }),
  z.strictObject({
    purpose: z.literal('password'),
    person: z.string().min(1).max(128),
    days: z.number().int().min(1).max(7).default(1),
  }),
]);
/** The link is shown this once: the secret after `#` is not kept. */
export interface InvitationMade {
  readonly invitation: Invitation;
  readonly link: string;
}
/** `GET /api/v1/invitations`: those that are still good, latest first. */
export interface InvitationsReply {
  readonly invitations: readonly Invitation[];
}
export interface Invitation {
  readonly id: string;
  readonly purpose: 'join' | 'password';
  readonly preset?: Preset;
  readonly capabilities?: Person['capabilities'];
  readonly name?: string;
  readonly email?: string;
  readonly person?: string;
  readonly by: string;
  readonly createdAt: string;
  readonly expiresAt: string;
}

/** `POST /api/v1/invitations/look`, by whoever holds the link; answers InvitationSeen. */
export const invitationSecretSchema = z.strictObject({ secret: secretSchema });
export interface InvitationSeen {
  readonly purpose: 'join' | 'password';
  readonly preset?: Preset;
  readonly name?: string;
  readonly email?: string;
  /** The name of who invites. */
  readonly by: string;
  readonly expiresAt: string;
  readonly provider: string | null;
}

/** `POST /api/v1/invitations/accept`: makes the account, or sets the password, and signs in; answers SessionReply. */
export const acceptInvitationSchema = z.strictObject({
  secret: secretSchema,
  name: nameSchema.optional(),
  email: emailSchema.optional(),
  password: passwordSchema,
});

/** `GET /api/v1/oidc/start`: redirects to the provider; `to` is where to come back to, a path of this product. */
export const oidcStartSchema = z.strictObject({
  to: z
    .string()
    .max(300)
    .regex(/^\/(?![/\\])/)
    .default('/'),
  invitation: secretSchema.optional(),
});

/** `GET /api/v1/sessions` (mine) and `GET /api/v1/people/:person/sessions`, latest seen first. */
export interface SessionsReply {
  readonly sessions: readonly SessionSummary[];
}
export interface SessionSummary {
  readonly id: string;
  readonly current: boolean;
  readonly method: string;
  /** As the browser called itself. */
  readonly browser: string;
  readonly address: string;
  readonly createdAt: string;
  /** To the minute. */
  readonly seenAt: string;
  readonly expiresAt: string;
}
/** `DELETE /api/v1/sessions` signs out everywhere, `?others=1` everywhere but here; `DELETE /api/v1/sessions/:session` one. */
export const endSessionsSchema = z.strictObject({ others: z.enum(['0', '1']).default('0') });

/** `GET /api/v1/people`: as its reader may see them, machines and who has left included; with e-mail for who manages people. */
export interface PeopleReply {
  readonly people: readonly PersonDetails[];
}
export interface PersonDetails {
  readonly person: Person;
  readonly hasPassword: boolean;
  /** Signs in through the provider. */
  readonly hasProvider: boolean;
  /** Only for who manages people. */
  readonly sessions?: number;
  readonly seenAt?: string | null;
}

/** `POST /api/v1/people/:person`: only the named fields change; `capabilities: null` goes back to the preset's. */
export const personChangeSchema = z.strictObject({
  name: nameSchema.optional(),
  email: emailSchema.optional(),
  preset: presetSchema.optional(),
  capabilities: capabilitiesSchema.nullable().optional(),
  left: z.boolean().optional(),
});

const clockSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const hoursSchema = z.strictObject({ from: clockSchema, to: clockSchema });
const termSchema = z.string().trim().min(1).max(60);

/** `POST /api/v1/people/:person/profile`, by themselves or who manages people. `name` is their own to change too. */
export const profileSchema = z.strictObject({
  name: nameSchema.optional(),
  skills: z
    .array(z.strictObject({ name: termSchema, level: z.union([z.literal(1), z.literal(2), z.literal(3)]) }))
    .max(50),
  domains: z.array(termSchema).max(30),
  languages: z.array(z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)).max(20),
  timeZone: z.string().max(60),
  workingHours: hoursSchema.extend({ days: z.array(z.number().int().min(1).max(7)).min(1).max(7) }).nullable(),
  quietHours: hoursSchema.nullable(),
  loadCap: z.number().int().min(1).max(500).nullable(),
});

/** `POST /api/v1/people/:person/avatar` (bytes of an image) and `DELETE` of it. */
export interface AvatarReply {
  readonly person: Person;
}
