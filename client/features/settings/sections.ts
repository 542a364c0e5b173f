import Bell from '@lucide/svelte/icons/bell';
import Building from '@lucide/svelte/icons/building-2';
import CalendarClock from '@lucide/svelte/icons/calendar-clock';
import Key from '@lucide/svelte/icons/key-round';
import Scale from '@lucide/svelte/icons/scale';
import ScrollText from '@lucide/svelte/icons/scroll-text';
import ShieldCheck from '@lucide/svelte/icons/shield-check';
import SlidersHorizontal from '@lucide/svelte/icons/sliders-horizontal';
import Split from '@lucide/svelte/icons/split';
import Swords from '@lucide/svelte/icons/swords';
import UserRound from '@lucide/svelte/icons/user-round';
import Users from '@lucide/svelte/icons/users';
import Webhook from '@lucide/svelte/icons/webhook';
import type { Component } from 'svelte';
import { type Action, can } from '../../../shared/domain/permissions.ts';
import type { Person } from '../../../shared/domain/person.ts';

/** Those with pages of single things take an id. */
type Page = Component<{ id?: string | undefined }> | Component<Record<string, never>>;

export interface Section {
  /** What follows `/settings/`; empty: `/settings` itself. */
  readonly id: string;
  readonly group: 'You' | 'Organisation';
  readonly label: string;
  readonly icon: typeof Users;
  /** It is there for whoever may do one of these; without it, for everybody. */
  readonly needs?: readonly Action[];
  readonly load: () => Promise<{ default: Page }>;
}

const sections: readonly Section[] = [
  {
    id: '',
    group: 'You',
    label: 'Profile',
    icon: UserRound,
    load: () => import('./you/ProfileSettings.svelte'),
  },
  {
    id: 'sign-in',
    group: 'You',
    label: 'Sign-in and sessions',
    icon: ShieldCheck,
    load: () => import('./you/SignInSettings.svelte'),
  },
  {
    id: 'notifications',
    group: 'You',
    label: 'Notifications',
    icon: Bell,
    load: () => import('./notifications/NotificationSettings.svelte'),
  },
  {
    id: 'preferences',
    group: 'You',
    label: 'Preferences',
    icon: SlidersHorizontal,
    load: () => import('./you/PreferenceSettings.svelte'),
  },
  {
    id: 'people',
    group: 'Organisation',
    label: 'People',
    icon: Users,
    needs: ['readBoards', 'managePeople'],
    load: () => import('./people/PeopleSettings.svelte'),
  },
  {
    id: 'customers',
    group: 'Organisation',
    label: 'Customers',
    icon: Building,
    needs: ['readCustomers'],
    load: () => import('./customers/CustomerSettings.svelte'),
  },
  {
    id: 'charter',
    group: 'Organisation',
    label: 'Charter',
    icon: Scale,
    load: () => import('./charter/CharterSettings.svelte'),
  },
  {
    id: 'triage',
    group: 'Organisation',
    label: 'Triage rules',
    icon: Split,
    needs: ['readBoards', 'arrangeWork'],
    load: () => import('./triage/TriageSettings.svelte'),
  },
  {
    id: 'rotas',
    group: 'Organisation',
    label: 'Rotas',
    icon: CalendarClock,
    load: () => import('./rotas/RotaSettings.svelte'),
  },
  {
    id: 'plays',
    group: 'Organisation',
    label: 'Plays',
    icon: Swords,
    needs: ['readBoards', 'arrangeWork'],
    load: () => import('./plays/PlaySettings.svelte'),
  },
  {
    id: 'tokens',
    group: 'Organisation',
    label: 'API tokens',
    icon: Key,
    needs: ['manageMachines'],
    load: () => import('./tokens/TokenSettings.svelte'),
  },
  {
    id: 'webhooks',
    group: 'Organisation',
    label: 'Webhooks',
    icon: Webhook,
    needs: ['manageMachines'],
    load: () => import('./webhooks/WebhookSettings.svelte'),
  },
  {
    id: 'audit',
    group: 'Organisation',
    label: 'Audit',
    icon: ScrollText,
    needs: ['readAudit'],
    load: () => import('./audit/AuditSettings.svelte'),
  },
];

/** Those that are there for this person. */
export function sectionsFor(person: Person): readonly Section[] {
  return sections.filter(({ needs }) => needs?.some((action) => can(person, action)) ?? true);
}

export function hrefOf({ id }: Section): string {
  return id === '' ? '/settings' : `/settings/${id}`;
}
