/** What follows `#` in a one-time link: taken out of the address bar at once, and known to this page alone. */
export class LinkSecret {
  #value = $state<string>();

  get value(): string | undefined {
    return this.#value;
  }

  /** Takes it out of the address, now and whenever another link is opened in this page. Returns how to stop. */
  watch(): () => void {
    const take = () => {
      if (!/^\/(first|join)\/?$/.test(location.pathname) || location.hash.length < 2) return;
      this.#value = location.hash.slice(1);
      history.replaceState(history.state, '', location.pathname + location.search);
    };
    take();
    addEventListener('hashchange', take);
    return () => removeEventListener('hashchange', take);
  }
}
