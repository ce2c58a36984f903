// Makes pages live. Everything works without it: it only asks again, and puts in what has changed.
(() => {
  'use strict';
  const root = document.documentElement;
  const page = () => document.querySelector('main[data-version]');
  const say = (text) => {
    const said = document.getElementById('said');
    if (said && text) said.textContent = text;
  };
  root.classList.add('scripted');
  if (navigator.clipboard) root.classList.add('copies');

  // Copying a number.
  document.addEventListener('click', async (event) => {
    const button = event.target.closest('[data-copy]');
    if (!button) return;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      return;
    }
    const use = button.querySelector('use');
    use.setAttribute('href', '#i-tick');
    button.dataset.done = '';
    say(button.dataset.copied);
    setTimeout(() => {
      use.setAttribute('href', '#i-copy');
      delete button.dataset.done;
    }, 2000);
  });

  // A menu closes when something else is chosen.
  const closeMenus = (except) => {
    for (const menu of document.querySelectorAll('details.menu[open]')) {
      if (menu !== except) menu.open = false;
    }
  };
  document.addEventListener('click', (event) => closeMenus(event.target.closest('details.menu')));
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    const menu = document.activeElement.closest('details.menu[open]');
    closeMenus(null);
    if (menu) menu.querySelector('summary').focus();
  });

  // What is sent is sent once.
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = 'yes';
    for (const button of form.querySelectorAll('button')) button.setAttribute('aria-busy', 'true');
  });
  window.addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll('form[data-sent]')) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll('[aria-busy]')) button.removeAttribute('aria-busy');
    }
  });

  // Live: the parts marked `data-live` are put in anew when the page's version is another.
  if (!page() || !page().dataset.every) return;
  const every = Number(page().dataset.every) * 1000;
  const slowest = 120000;
  const patience = 120;
  let wait = every;
  let unchanged = 0;
  let timer = 0;
  let asking = false;

  // What can be focused in a part, in its order: what comes anew has the same, as far as anything has.
  const stops = (part) => [...part.querySelectorAll('a, button, summary, input')];

  const put = (fresh) => {
    const scroll = [window.scrollX, window.scrollY];
    let changed = false;
    for (const old of document.querySelectorAll('[data-live]')) {
      const next = fresh.getElementById(old.id);
      if (!next || next.innerHTML === old.dataset.was) continue;
      const was = next.innerHTML;
      const focused = stops(old).indexOf(document.activeElement);
      const open = [...old.querySelectorAll('details[open][id]')].map((details) => details.id);
      old.replaceChildren(...document.importNode(next, true).childNodes);
      old.dataset.was = was;
      for (const id of open) {
        const details = document.getElementById(id);
        if (details) details.open = true;
      }
      const again = stops(old)[focused];
      if (again) again.focus({ preventScroll: true });
      changed = true;
    }
    window.scrollTo(...scroll);
    return changed;
  };

  const stale = (is) => {
    const live = document.querySelector('.live');
    if (live) live.toggleAttribute('data-stale', is);
  };

  const ask = async () => {
    if (asking) return;
    asking = true;
    const main = page();
    try {
      const answer = await fetch(main.dataset.address, {
        headers: { accept: 'text/html', 'if-none-match': `"${main.dataset.version}"` },
        cache: 'no-store',
        credentials: 'same-origin',
      });
      if (answer.status === 404 || answer.status === 410) return;
      if (answer.status === 200 && !answer.redirected) {
        const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
        const next = fresh.querySelector('main[data-version]');
        // Another viewer's page, after a log-out say, is not put into this one.
        if (!next || next.dataset.viewer !== main.dataset.viewer) return location.assign(main.dataset.address);
        if (put(fresh)) say(next.dataset.said);
        main.dataset.version = next.dataset.version;
        document.title = fresh.title;
        [wait, unchanged] = [every, 0];
      } else if (answer.status === 304) {
        // Nobody watches a parcel for hours: after ten minutes without news it is asked less often.
        unchanged += 1;
        wait = unchanged < patience ? every : Math.min(wait * 1.5, slowest);
      } else {
        throw new Error(String(answer.status));
      }
      stale(false);
    } catch {
      wait = Math.min(wait * 2, slowest);
      stale(true);
    } finally {
      asking = false;
    }
    plan();
  };

  const plan = () => {
    clearTimeout(timer);
    if (document.visibilityState === 'visible') timer = setTimeout(ask, wait * (0.9 + Math.random() * 0.2));
  };
  for (const part of document.querySelectorAll('[data-live]')) part.dataset.was = part.innerHTML;
  document.addEventListener('visibilitychange', () => {
    [wait, unchanged] = [every, 0];
    clearTimeout(timer);
    if (document.visibilityState === 'visible') ask();
  });
  window.addEventListener('online', ask);
  plan();
})();
