"""What people are told of plans (20 §12), and how a line finds its object again."""

from mso_portal.motor.besked import declare

declare(
    "leverance.spurgt", "Leverance at svare på", "En plan har brug for en leverance fra jer.", straks=True, altid=True
)
declare("leverance.svar", "Svar om en leverance", "Der er nyt om en leverance til en plan, du er tovholder for.")
declare("leverance.aftalt", "Nyt om jeres leverance", "Der er nyt om en leverance, I har lovet.")
declare("indsats.aktiveret", "Plan aktiveret", "En plan, du har en opgave i, er begyndt.")
declare("aendring.forelagt", "Ændring af en plan", "Et forslag om at ændre en plan venter på din godkendelse.")
declare("aendring.afgjort", "Ændring af en plan afgjort", "Dit forslag om at ændre en plan er afgjort.")
