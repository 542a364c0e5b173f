import type { Component } from 'svelte';

export type MenuItem =
  | { readonly kind: 'separator' }
  | { readonly kind: 'heading'; readonly label: string }
  | {
      readonly kind?: 'item';
      readonly label: string;
      readonly icon?: Component;
      /** The key that does the same, as for Kbd. */
      readonly keys?: string;
      readonly danger?: boolean;
      readonly disabled?: boolean;
      readonly checked?: boolean;
      /** Checking it takes the check off its neighbours. */
      readonly exclusive?: boolean;
      readonly run: () => void;
    };
