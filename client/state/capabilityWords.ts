import { type Capability, capabilities, presetCapabilities } from '../../shared/domain/permissions.ts';
import { type Person, type Preset, presets } from '../../shared/domain/person.ts';

interface Words {
  readonly name: string;
  /** What it means, in one sentence. */
  readonly about: string;
}

export const capabilityWords: Readonly<Record<Capability, Words>> = {
  readBoards: { name: 'See every board', about: 'All boards, tickets, timelines and investigations.' },
  workTickets: { name: 'Work on tickets', about: 'Open, move, own, swarm and tag; write to customers.' },
  investigate: { name: 'Write in investigations', about: 'Notes, hypotheses, evidence and drafts of every ticket.' },
  workShadowQueue: {
    name: 'Work the shadow queue',
    about: 'Sees tickets suspected to be bugs, and takes them from there.',
  },
  arrangeBoards: { name: 'Arrange boards', about: 'Columns, their order and limits, and board titles.' },
  createBoards: { name: 'Create boards', about: 'New boards, empty or with sample tickets.' },
  importTickets: { name: 'Import tickets', about: 'Bring in a helpdesk’s history from a file.' },
  arrangeWork: {
    name: 'Arrange the work',
    about: 'The tier charter, rotas, triage rules and plays.',
  },
  readCustomers: { name: 'See customers', about: 'Companies with plan, segment, health note and contacts.' },
  manageCustomers: { name: 'Manage customers', about: 'Add, change and import companies; export their data.' },
  managePeople: { name: 'Manage people', about: 'Invite, change what somebody may do, sign them out.' },
  manageMachines: {
    name: 'Manage tokens and webhooks',
    about: 'API tokens, webhooks in and out, their delivery logs.',
  },
  readAudit: { name: 'Read the audit', about: 'Who did what, when and from where; its export and checkpoints.' },
  eraseCustomers: { name: 'Erase customers', about: 'Erase a company’s data for good when it asks for that.' },
};

export const presetWords: Readonly<Record<Preset, Words>> = {
  agent: { name: 'Agent', about: 'Works on every ticket and board.' },
  engineer: { name: 'Engineer', about: 'Sees the tickets they are tagged on and suspected bugs, and answers there.' },
  specialist: { name: 'Specialist', about: 'Sees only the tickets they are tagged on, and answers there.' },
  manager: { name: 'Manager', about: 'Everything an agent may; arranges the work and looks after customers.' },
  admin: { name: 'Admin', about: 'Everything, people and machines included.' },
  observer: { name: 'Observer', about: 'Looks at every board and changes nothing.' },
  machine: { name: 'Machine', about: 'An API token or a webhook; its scopes say what it may do.' },
};

/** Those that a person can have; machines are made with tokens and webhooks. */
export const humanPresets = presets.filter((preset) => preset !== 'machine');

/** What is more and what is less than the preset allows; nothing of either when it is exactly that. */
export function differenceFromPreset(
  preset: Preset,
  chosen: readonly Capability[],
): { readonly more: readonly Capability[]; readonly less: readonly Capability[] } {
  const usual = presetCapabilities[preset];
  return {
    more: capabilities.filter((one) => chosen.includes(one) && !usual.includes(one)),
    less: capabilities.filter((one) => usual.includes(one) && !chosen.includes(one)),
  };
}

/** `Agent`, or `Agent, with changes` where somebody was given more or less. */
export function presetNameOf({
  preset,
  capabilities: own,
}: {
  readonly preset: Preset;
  readonly capabilities?: Person['capabilities'] | undefined;
}): string {
  const { name } = presetWords[preset];
  if (own === undefined) return name;
  const { more, less } = differenceFromPreset(preset, own);
  return more.length + less.length === 0 ? name : `${name}, with changes`;
}
