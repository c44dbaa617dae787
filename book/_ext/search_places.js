/* Results that lead to places within pages; see search_places.py. */
{
  const find = Search.performTermsSearch;

  // The mean of how well each word is found, so that a caption with all words comes first.
  const scores = (terms) => {
    const sums = new Map();
    for (const term of terms)
      for (const [name, , , , score] of find(new Set([term]), new Set()))
        sums.set(name, (sums.get(name) || 0) + score / terms.size);
    return sums;
  };

  Search.performTermsSearch = (terms, excluded) => {
    const found = find(terms, excluded);
    const sums = scores(terms);
    const pageOf = (name) => name.split("#")[0];
    const withPlaces = new Set(
      found.map(([name]) => name).filter((name) => name.includes("#")).map(pageOf));
    return found
      // A page is a result of its own where no place in it has all the words.
      .filter(([name]) => name.includes("#") || !withPlaces.has(name))
      .map(([name, line, , , score, file]) => {
        const [page, id] = name.split("#");
        const [title, caption = null] = line.split("\n");
        const known = sums.get(name) || score;
        // The words of a place stand together, those of a page perhaps far apart.
        const worth = name.includes("#") ? known : known / 2;
        return [page, title, id ? `#${id}` : "", caption, worth, file];
      });
  };

  // In the lines below a result an equation stands once, as letters, without its TeX.
  const textOf = Search.htmlToText;
  Search.htmlToText = (html, anchor) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    page.querySelectorAll(".katex-html, annotation").forEach((element) => element.remove());
    return textOf(page.documentElement.outerHTML, anchor);
  };

  const counted = "Search finished, found ${resultCount} page(s) matching the search query.";
  Documentation.TRANSLATIONS[counted] = "Places found: ${resultCount}";
}
