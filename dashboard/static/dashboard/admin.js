// Unfold opens the filters with a link that leads nowhere, which no keyboard reaches: here it
// becomes a button. The plain admin has no such link.
document.addEventListener("DOMContentLoaded", () => {
  for (const link of document.querySelectorAll("#changelist a[x-on\\:click]:not([href])")) {
    link.setAttribute("role", "button");
    link.setAttribute("tabindex", "0");
    link.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        link.click();
      }
    });
  }
});
