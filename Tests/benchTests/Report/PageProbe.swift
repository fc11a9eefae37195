/// The script that looks at a page in a frame.
enum PageProbe {
    /// Lets axe-core look at its own page, with the first of each section's folded parts open: it takes milliseconds a
    /// cell, and the others are made alike.
    static let axe = #"""
        document.querySelectorAll('section').forEach(s => s.querySelector('details')?.setAttribute('open', ''));
        axe.run(document, {resultTypes: ['violations']}).then(result => {
            const out = document.createElement('pre');
            out.textContent = JSON.stringify({
                violations: result.violations.map(v => ({
                    rule: v.id, help: v.help, elements: v.nodes.slice(0, 5).map(n => n.html.slice(0, 200)),
                })),
                kept: result.passes.length,
            });
            document.body.prepend(out);
        });
        """#

    static let script = #"""
        const near = 1.5;
        const name = e => e.tagName.toLowerCase() + ' "' + e.textContent.trim().slice(0, 40) + '"';
        const overlap = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > near
            && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > near;
        function disjoint(elements, problems, where) {
            const boxes = elements.map(e => [e, e.getBoundingClientRect()])
                .filter(([, b]) => b.width > 0 && b.height > 0);
            for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++)
                if (overlap(boxes[i][1], boxes[j][1]))
                    problems.push('overlap in ' + where + ': ' + name(boxes[i][0]) + ', ' + name(boxes[j][0]));
        }
        function probe(frame) {
            const doc = frame.contentDocument, win = frame.contentWindow, problems = [];
            doc.querySelectorAll('details').forEach(d => d.open = true);
            const width = doc.documentElement.clientWidth;
            if (doc.documentElement.scrollWidth > width) problems.push('the page scrolls sideways');
            for (const parent of doc.querySelectorAll('body, header, main, section, .beside, figure, details, nav ul'))
                disjoint([...parent.children], problems, parent.tagName);
            doc.querySelectorAll('tr').forEach(row => disjoint([...row.children], problems, 'tr'));
            for (const cell of doc.querySelectorAll('td, th, h1, h2, p, li, summary, figcaption')) {
                if (cell.scrollWidth > cell.clientWidth + near && cell.clientWidth > 0)
                    problems.push('clipped: ' + name(cell));
                const box = cell.getBoundingClientRect();
                if (!cell.closest('.scroll') && (box.left < -near || box.right > width + near))
                    problems.push('outside: ' + name(cell));
            }
            for (const box of doc.querySelectorAll('.scroll'))
                if (box.scrollHeight > box.clientHeight + near) problems.push('cut off below: ' + name(box));
            for (const caption of doc.querySelectorAll('caption span')) {
                const box = caption.getBoundingClientRect();
                if (box.right > width + near) problems.push('outside: ' + name(caption));
            }
            const pictures = [...doc.querySelectorAll('svg')];
            for (const picture of pictures) {
                const box = picture.getBoundingClientRect();
                if (box.width < 300 || box.height < 100) problems.push('a picture of no size');
                if (picture.querySelectorAll('use, path').length < 10) problems.push('an empty picture');
                const texts = [...picture.querySelectorAll('text')];
                disjoint(texts, problems, 'a picture');
                for (const text of texts) {
                    const own = text.getBoundingClientRect();
                    if (own.left < box.left - near || own.right > box.right + near
                        || own.top < box.top - near || own.bottom > box.bottom + near)
                        problems.push('outside its picture: ' + name(text));
                }
            }
            const ids = [...doc.querySelectorAll('[id]')].map(e => e.id);
            if (new Set(ids).size !== ids.length) problems.push('an id twice');
            for (const link of doc.querySelectorAll('a'))
                if (!doc.getElementById(link.hash.slice(1))) problems.push('a link to nowhere: ' + link.href);
            for (const e of doc.querySelectorAll('[aria-labelledby]'))
                for (const id of e.getAttribute('aria-labelledby').split(' '))
                    if (!doc.getElementById(id)) problems.push('a label that is not there: ' + id);
            return {
                width, isDark: win.matchMedia('(prefers-color-scheme: dark)').matches,
                pictures: pictures.length, tables: doc.querySelectorAll('table').length,
                requests: win.performance.getEntriesByType('resource').map(r => r.name),
                problems: problems.slice(0, 20),
            };
        }
        window.addEventListener('load', () => {
            const found = [...document.querySelectorAll('iframe')].map(probe);
            const out = document.createElement('pre');
            out.textContent = JSON.stringify(found);
            document.body.prepend(out);
        });
        """#
}
