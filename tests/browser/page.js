// What is asked about a page that is open.
({
  // What is wider than the window, or, on a phone, too small for a finger.
  misfits(finger) {
    const page = document.scrollingElement;
    const box = (one) => one.getBoundingClientRect();
    const found = [];
    if (page.scrollWidth > innerWidth) {
      const wide = [...document.querySelectorAll('body *')].filter((one) => box(one).right > innerWidth + 1);
      found.push(`the page is ${page.scrollWidth} wide in ${innerWidth}`);
      for (const one of wide.slice(0, 5)) found.push(`${one.tagName}.${one.className} ends at ${Math.round(box(one).right)}`);
    }
    if (!matchMedia('(max-width: 600px)').matches) return found;
    const touched = 'a, button, input:not([type=hidden]), select, textarea, summary';
    for (const one of document.querySelectorAll(touched)) {
      // A box is ticked by its words, too; a link in running text is as high as its line.
      const label = one.closest('label') || (one.type === 'checkbox' && one.labels[0]);
      const { width, height } = box(label || one);
      const inText = getComputedStyle(one).display === 'inline';
      const unseen = !one.checkVisibility() || Math.min(width, height) <= 1;
      if (inText || unseen || Math.min(width, height) >= finger) continue;
      const name = one.textContent.trim() || one.name;
      found.push(`${one.tagName} “${name.slice(0, 40)}” is too small for a finger`);
    }
    return found;
  },

  // How far things moved while the page loaded, as browsers count it; what is put in live seconds later is news.
  shift() {
    return new Promise((told) => {
      const loaded = performance.getEntriesByType('navigation')[0].loadEventEnd || Infinity;
      let sum = 0;
      const add = (shifts) => shifts.filter((shift) => shift.startTime < loaded + 1000).forEach((shift) => { sum += shift.value; });
      const observer = new PerformanceObserver((list) => add(list.getEntries()));
      observer.observe({ type: 'layout-shift', buffered: true });
      const tell = () => {
        add(observer.takeRecords());
        told(sum);
      };
      requestAnimationFrame(() => setTimeout(tell, 100));
    });
  },
})
