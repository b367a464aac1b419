/* Speaks with the lock of the device. Without this file the forms below stay hidden or say so, and the PIN works. */
"use strict";
(() => {
  if (!window.PublicKeyCredential) return;
  const toBytes = (text) => {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
  };
  const toText = (bytes) =>
    btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const named = (list) => (list || []).map((one) => ({ ...one, id: toBytes(one.id) }));

  async function create(options) {
    const asked = options.publicKey;
    const made = await navigator.credentials.create({
      publicKey: {
        ...asked,
        challenge: toBytes(asked.challenge),
        user: { ...asked.user, id: toBytes(asked.user.id) },
        excludeCredentials: named(asked.excludeCredentials),
      },
    });
    return {
      id: made.id,
      rawId: toText(made.rawId),
      type: made.type,
      response: {
        clientDataJSON: toText(made.response.clientDataJSON),
        attestationObject: toText(made.response.attestationObject),
      },
      clientExtensionResults: made.getClientExtensionResults(),
    };
  }

  async function get(options) {
    const asked = options.publicKey;
    const found = await navigator.credentials.get({
      publicKey: { ...asked, challenge: toBytes(asked.challenge), allowCredentials: named(asked.allowCredentials) },
    });
    const answer = found.response;
    return {
      id: found.id,
      rawId: toText(found.rawId),
      type: found.type,
      response: {
        clientDataJSON: toText(answer.clientDataJSON),
        authenticatorData: toText(answer.authenticatorData),
        signature: toText(answer.signature),
        userHandle: answer.userHandle ? toText(answer.userHandle) : null,
      },
      clientExtensionResults: found.getClientExtensionResults(),
    };
  }

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const place = form.closest("[data-passkey-place]");
    if (place) place.hidden = false;
    const wrong = form.querySelector("[data-passkey-wrong]");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      wrong.hidden = true;
      try {
        let answer;
        if (form.dataset.passkey === "tambah") {
          answer = await create(JSON.parse(form.dataset.options));
        } else {
          const asked = await fetch(form.action, { headers: { Accept: "application/json" } });
          if (!asked.ok) throw new Error(String(asked.status));
          answer = await get((await asked.json()).request_options);
        }
        form.elements.credential.value = JSON.stringify(answer);
        form.submit();
      } catch (problem) {
        wrong.textContent =
          problem.name === "InvalidStateError"
            ? "Perangkat ini sudah punya kunci sandi untuk akun Anda."
            : "Perangkat tidak memberi kunci sandi: dibatalkan, belum ada, atau kunci layarnya belum aktif.";
        wrong.hidden = false;
      }
    });
  }
})();
