// What people do on the pages about applications, and the words by which they find their way.
import { options, press } from "./browser.mjs";

export const said = {
  en: {
    language: "English", otherLocale: "fr-FR", request: "request an application", copy: "Copy",
    newPassword: "New password", again: "New password, once more", setPassword: "Set password",
    name: "Name", purpose: "Description", contact: "E-mail address", confidential: "Confidential", public: "Public",
    clientCredentials: "client credentials", authorization: "authorization", redirectUris: "Redirect URIs", scope: "Further scopes", send: "Send request",
    collect: "Show my credentials", approve: "Approve", decline: "Decline", answer: "Answer to the applicant",
    newApplication: "New application", create: "Create", save: "Save", rotate: "New secret", endOld: "End old secrets",
    disable: "Disable", enable: "Enable", remove: "Remove", sure: "Yes, remove this application", all: "All applications", recent: "Recent changes",
  },
  fr: {
    language: "Français", otherLocale: "en-GB", request: "demandez une application", copy: "Copier",
    newPassword: "Nouveau mot de passe", again: "Nouveau mot de passe, encore une fois", setPassword: "Définir le mot de passe",
    name: "Nom", purpose: "Description", contact: "Adresse électronique", confidential: "Confidentiel", public: "Public",
    clientCredentials: "identifiants du client", authorization: "autorisation", redirectUris: "URI de redirection", scope: "Autres portées", send: "Envoyer la demande",
    collect: "Afficher mes identifiants", approve: "Accepter", decline: "Refuser", answer: "Réponse au demandeur",
    newApplication: "Nouvelle application", create: "Créer", save: "Enregistrer", rotate: "Nouveau secret", endOld: "Révoquer les anciens secrets",
    disable: "Désactiver", enable: "Réactiver", remove: "Supprimer", sure: "Oui, supprimer cette application", all: "Toutes les applications", recent: "Modifications récentes",
  },
}[options.language];

export const wrongUri = "http://app.example/callback";

export const field = (page, label) => page.getByLabel(label, { exact: true });

/** Follows a link and waits until what it leads to is there. */
export async function follow(page, name) {
  await Promise.all([page.waitForEvent("load"), page.getByRole("link", { name, exact: true }).first().click()]);
}

export async function acceptInvitation(page, link, password = "correct horse battery") {
  await page.goto(link);
  await field(page, said.newPassword).fill(password);
  await field(page, said.again).fill(password);
  await press(page, said.setPassword);
}

/** Fills in the form for a service that acts for itself. */
export async function describe(page, name, { redirectUris = "" } = {}) {
  await field(page, said.name).fill(name);
  await field(page, said.contact).fill("dev@example.com");
  await field(page, said.confidential).check();
  await field(page, said.clientCredentials).check();
  await field(page, said.redirectUris).fill(redirectUris);
  await field(page, "Notes").check();
}

/** What a field is said to be by the texts that are tied to it. */
export const described = (control) =>
  control.evaluate((element) => element.getAttribute("aria-describedby").split(" ").map((id) => document.getElementById(id).innerText).join("\n"));

/** The credentials that a page shows, if it does. */
export async function shown(page) {
  const labels = page.locator("p.label", { hasText: "client_secret" });
  if (!(await labels.count())) return null;
  const [clientId, clientSecret] = await page.locator(".strong pre").allTextContents();
  return { clientId, clientSecret };
}
