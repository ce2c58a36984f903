
// The desk: forms post without leaving the page, and what came of them is put in its place. All of it works without.
(() => {
  'use strict';
  const root = document.documentElement;
  root.classList.add('scripted');
  const say = (text) => {
    const said = document.getElementById('said');
    if (said && text) said.textContent = text;
  };
  const make = (name, attributes, ...inside) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...inside);
    return element;
  };
  const sign = (id) => {
    const names = document.querySelector('.symbols').namespaceURI;
    const [svg, use] = [document.createElementNS(names, 'svg'), document.createElementNS(names, 'use')];
    svg.setAttribute('class', 'icon');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    use.setAttribute('href', `#i-${id}`);
    svg.append(use);
    return svg;
  };
  const notice = (tone, title, ...more) =>
    make('div', { class: 'notice', 'data-tone': tone },
      make('span', { class: 'notice-mark' }, sign(tone === 'good' ? 'tick' : 'alert')),
      make('div', {}, make('p', { class: 'notice-title' }, title), make('div', { class: 'notice-more' }, ...more)));
  const known = (code) => document.querySelector(`#problems [data-code="${CSS.escape(code || 'internal')}"]`);
  const words = (code) => (known(code) || known('internal')).textContent;
  const standing = (form) => document.querySelector(`[data-standing="${CSS.escape(form.id)}"]`);
  const path = (name) => name.replace(/:[a-z]+$/, '');

  // What was done is told once, and is no part of the page's address.
  const tidy = () => {
    const address = new URL(location.href);
    if (!address.searchParams.has('done')) return;
    address.searchParams.delete('done');
    history.replaceState(history.state, '', address);
  };
  tidy();

  // Of a row that is wider than the page, the part is in view that is shown.
  const center = () => {
    for (const row of document.querySelectorAll('.rail ul, .tabs')) {
      const current = row.querySelector('[aria-current]');
      if (!current) continue;
      const [inside, around] = [current.getBoundingClientRect(), row.getBoundingClientRect()];
      row.scrollLeft += inside.left - around.left - (around.width - inside.width) / 2;
    }
  };
  center();

  const clear = (form) => {
    const place = standing(form);
    if (place) place.replaceChildren();
    for (const field of form.querySelectorAll('.field[data-invalid]')) {
      field.removeAttribute('data-invalid');
      for (const wrong of field.querySelectorAll('.field-problem')) wrong.remove();
      for (const control of field.querySelectorAll('[aria-invalid]')) control.removeAttribute('aria-invalid');
    }
  };

  // A problem stands in its form: beside the fields that are there, and above them for the rest.
  const stand = (form, problem) => {
    const left = [];
    let first = null;
    for (const { field, message } of problem.errors || []) {
      const control = [...form.elements].find((known) => known.type !== 'hidden' && path(known.name) === field);
      const box = control && control.closest('.field');
      if (!box) {
        left.push(make('li', {}, make('code', {}, field), `: ${message}`));
        continue;
      }
      const id = `${control.id}-problem`;
      box.setAttribute('data-invalid', '');
      control.setAttribute('aria-invalid', 'true');
      control.setAttribute('aria-describedby', id);
      box.append(make('p', { class: 'field-problem', id, lang: 'en' }, sign('alert'), message));
      first = first || control;
    }
    const speaks = problem.detail && !(known(problem.code) || known('internal')).matches('[data-for-programs]');
    const more = speaks ? [make('p', { lang: 'en', dir: 'auto' }, problem.detail)] : [];
    if (left.length) more.push(make('ul', { lang: 'en' }, ...left));
    const place = standing(form);
    if (place) {
      place.replaceChildren(make('div', { role: 'alert' }, notice('bad', words(problem.code), ...more)));
      if (first) first.focus();
      else place.scrollIntoView({ block: 'nearest' });
    }
  };

  // The page again, with what has changed; where it is not there any more, its successor.
  const follow = async (back, done) => {
    const address = new URL(back, location.href);
    if (done) address.searchParams.set('done', done);
    const answer = await fetch(address, { headers: { accept: 'text/html' }, credentials: 'same-origin' });
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const [old, next] = [document.querySelector('main'), fresh.querySelector('main')];
    if (!answer.ok || answer.redirected || !next || !next.matches('.desk')) return location.assign(address);
    const open = [...old.querySelectorAll('details[open][id]')].map((details) => details.id);
    old.replaceWith(document.importNode(next, true));
    document.title = fresh.title;
    for (const id of open) {
      const details = document.getElementById(id);
      if (details && !details.querySelector(`form[data-does="${done}"]`)) details.open = true;
    }
    const told = document.querySelector('[data-done]');
    if (told) {
      say(told.textContent);
      told.scrollIntoView({ block: 'nearest' });
    }
    center();
    count();
  };

  // Who has signed in again with the same key, in another tab say, has another token: the page is asked for it.
  const send = async (action, body) => {
    const sent = () => fetch(action, {
      method: 'POST', body, headers: { accept: 'application/json' }, credentials: 'same-origin',
    });
    const first = await sent();
    if (first.status !== 403 || (await first.clone().json()).code !== 'strange_form') return first;
    const page = await fetch(location.href, { headers: { accept: 'text/html' }, credentials: 'same-origin' });
    const fresh = new DOMParser().parseFromString(await page.text(), 'text/html').getElementById('account');
    if (!fresh || fresh.dataset.key !== document.getElementById('account').dataset.key) return first;
    const token = fresh.querySelector('[name="csrf"]').value;
    for (const old of document.querySelectorAll('[name="csrf"]')) old.value = token;
    body.set('csrf', token);
    return sent();
  };

  const results = (place, answer) => {
    const well = answer.results.filter((one) => !one.problem);
    const badly = answer.results.filter((one) => one.problem);
    const name = (one) => {
      const link = document.querySelector(`tr[data-order="${CSS.escape(one.order_id)}"] .first a`);
      return link ? link.cloneNode(true) : one.order_id;
    };
    const lines = badly.map((one) => make('li', {}, name(one), ' ', words(one.problem.code), ' ',
      make('span', { class: 'muted', lang: 'en' }, one.problem.detail || '')));
    const title = `${well.length} ${place.dataset.well}` + (badly.length ? `, ${badly.length} ${place.dataset.badly}` : '');
    return notice(badly.length ? 'care' : 'good', title, make('ul', {}, ...lines));
  };

  // Asking a carrier says beside the code what came of it.
  const came = (button, answer) => {
    const told = document.getElementById('retrack-words');
    const status = (word) => (told && told.querySelector(`[data-status="${CSS.escape(word)}"]`)?.textContent) || word;
    if (!told) return '';
    return answer.before === answer.after
      ? told.dataset.same.replace('{s}', status(answer.after))
      : told.dataset.changed.replace('{a}', status(answer.before)).replace('{b}', status(answer.after));
  };

  let sending = 0;
  document.addEventListener('submit', async (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches('form.act')) return;
    event.preventDefault();
    const button = event.submitter;
    const preview = button && button.matches('[data-preview]');
    const action = preview ? '/settings/templates/preview' : (button && button.getAttribute('formaction')) || form.getAttribute('action');
    const body = new URLSearchParams(new FormData(form, button && !preview ? button : undefined));
    if (button) {
      button.setAttribute('aria-busy', 'true');
      say(button.dataset.busy);
    }
    clear(form);
    let kept = false;
    try {
      const answer = await send(action, preview ? asked(body, button) : body);
      const said = await answer.json();
      if (preview) show(said, answer.ok);
      else if (!answer.ok) stand(form, said);
      else if (said.results) {
        const told = results(standing(form), said);
        await follow(body.get('back'));
        const place = standing(form) || document.querySelector('main h1').parentElement;
        place.append(told);
        place.scrollIntoView({ block: 'nearest' });
        say(told.textContent);
      } else if ('before' in said) {
        const text = came(button, said);
        const id = button.value;
        await follow(body.get('back'));
        tell(action, text || said.why || '');
      } else await follow(body.get('back'), form.dataset.does);
    } catch {
      kept = true;
      stand(form, { code: 'try_again', title: '' });
    } finally {
      sending += 1;
      delete form.dataset.sent;
      for (const busy of document.querySelectorAll('[aria-busy]')) busy.removeAttribute('aria-busy');
      // What was answered is over: the next try is another one. What nobody answered may have been done.
      const key = form.elements.idempotency_key || (button && button.name === 'idempotency_key' && button);
      if (!kept && key && key.value) key.value = `${key.value.replace(/~\d+$/, '')}~${sending}`;
    }
  });

  const tell = (action, text) => {
    const button = document.querySelector(`.retrack[formaction="${CSS.escape(action)}"]`);
    const place = button && (button.closest('.code') || button.parentElement);
    if (place) place.append(make('span', { class: 'came', role: 'status' }, text));
    say(text);
  };

  // How many are picked.
  const count = () => {
    const form = document.getElementById('bulk');
    if (!form) return;
    const boxes = [...document.querySelectorAll('input[form="bulk"]')];
    const picked = boxes.filter((box) => box.checked).length;
    const told = form.querySelector('.bulk-count');
    told.textContent = `${picked} ${told.dataset.some}`;
    form.toggleAttribute('data-picked', picked > 0);
    const all = document.querySelector('[data-pick-all]');
    if (all) {
      all.checked = picked > 0 && picked === boxes.length;
      all.indeterminate = picked > 0 && picked < boxes.length;
    }
  };
  document.addEventListener('change', (event) => {
    if (event.target.matches('[data-pick-all]')) {
      for (const box of document.querySelectorAll('input[form="bulk"]')) box.checked = event.target.checked;
    }
    if (event.target.matches('[data-pick-all], input[form="bulk"]')) count();
  });
  count();

  document.addEventListener('click', (event) => {
    if (event.target.closest('[data-print]')) print();
  });

  // A template is looked at while it is written.
  const asked = (body, button) => {
    const sent = new URLSearchParams();
    for (const [name, value] of body) {
      if (name === 'csrf' || name === 'back') sent.set(name, value);
      const part = name.startsWith('templates.') && name.split('.').pop();
      if (part) sent.set(`template.${part}`, value);
    }
    sent.set('kind', button.dataset.kindOf);
    sent.set('channel', button.dataset.channel);
    if (button.dataset.order) sent.set('order_id', button.dataset.order);
    return sent;
  };
  const show = (answer, well) => {
    const look = document.getElementById('look');
    const wrong = look.querySelector('[data-wrong]');
    if (!well) {
      const why = (answer.errors || []).map((error) => error.message).join(' ') || answer.detail;
      return wrong.replaceChildren(notice('bad', look.dataset.cannot, make('span', { lang: 'en', dir: 'auto' }, why)));
    }
    wrong.replaceChildren();
    const put = (selector, text) => {
      const element = look.querySelector(selector);
      if (element) element.textContent = text ?? '';
    };
    put('[data-subject]', answer.subject);
    put('[data-text]', answer.text);
    put('[data-segments] span', answer.segments);
    const letter = look.querySelector('.letter');
    if (letter) letter.srcdoc = answer.html || '';
    say(look.dataset.said);
  };
  let waiting = 0;
  document.addEventListener('input', (event) => {
    const button = event.target.form && event.target.form.querySelector('[data-preview]');
    if (!button) return;
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      try {
        const body = asked(new URLSearchParams(new FormData(button.form)), button);
        const answer = await send('/settings/templates/preview', body);
        show(await answer.json(), answer.ok);
      } catch {
        // The next letter asks again.
      }
    }, 600);
  });
})();
