/** A fictional company that uses the fictional product of the sample, Relay. */
export interface Customer {
  readonly name: string;
  readonly segment: 'enterprise' | 'mid-market' | 'startup' | 'agency';
}

export const customers = {
  harbourline: { name: 'Harbourline Freight', segment: 'enterprise' },
  wrenfield: { name: 'Wrenfield Credit Union', segment: 'enterprise' },
  solvei: { name: 'Solvei Health', segment: 'enterprise' },
  norrfjord: { name: 'Norrfjord Energi', segment: 'enterprise' },
  tidewater: { name: 'Tidewater Schools Trust', segment: 'enterprise' },
  ashdown: { name: 'Ashdown Dental Partners', segment: 'mid-market' },
  pinemarten: { name: 'Pinemarten Outfitters', segment: 'mid-market' },
  oakhollow: { name: 'Oakhollow Lettings', segment: 'mid-market' },
  copperleaf: { name: 'Copperleaf Gyms', segment: 'mid-market' },
  kestrel: { name: 'Kestrel & Vane', segment: 'agency' },
  mosswick: { name: 'Mosswick Digital', segment: 'agency' },
  quillstack: { name: 'Quillstack', segment: 'startup' },
  larder: { name: 'Lumen & Larder', segment: 'startup' },
  fennec: { name: 'Fennec Rides', segment: 'startup' },
} as const satisfies Record<string, Customer>;
