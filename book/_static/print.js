/* A page is printed in light colours and with its hints open, whatever the reader has chosen. */
{
  const root = document.documentElement;
  let theme = null;
  let folded = [];

  addEventListener("beforeprint", () => {
    theme = root.dataset.theme;
    root.dataset.theme = "light";
    folded = [...document.querySelectorAll("article details:not([open])")];
    folded.forEach((details) => { details.open = true; });
  });

  addEventListener("afterprint", () => {
    root.dataset.theme = theme;
    folded.forEach((details) => { details.open = false; });
  });
}
