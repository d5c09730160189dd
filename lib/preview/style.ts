/** Of the preview's own pages; a mail has its own. */
export const previewStyle = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0; }
header { padding: .6rem 1rem; border-bottom: 1px solid #8886; }
main { padding: 1rem; }
h1 { font-size: 1.4rem; margin: 0 0 .5rem; }
h2 { font-size: 1rem; margin: 0 0 .4rem; }
a { color: inherit; }
.mails { columns: 20rem; padding-left: 1.2rem; }
.mails .reminder { list-style: circle; margin-left: 1.2rem; }
.views { display: flex; flex-wrap: wrap; gap: 1.5rem; align-items: flex-start; }
iframe { border: 1px solid #8886; border-radius: 6px; height: 46rem; background: #fff; }
.desktop { width: 46rem; max-width: 92vw; }
.phone { width: 375px; max-width: 92vw; }
pre { width: 46rem; max-width: 90vw; height: 44rem; overflow: auto; margin: 0; padding: 1rem; border: 1px solid #8886; border-radius: 6px; white-space: pre-wrap; }
.broken { border-left: 6px solid #b3552e; padding: .5rem 1rem; margin-bottom: 1rem; }
.broken pre { height: auto; border: 0; padding: 0; }
.findings { border-left: 6px solid #b3552e; padding: .5rem 1rem; margin: 1rem 0; }
.fine { color: light-dark(#2f6b5c, #9fd4c4); }
select, button { font: inherit; padding: .3rem .6rem; }
`;
