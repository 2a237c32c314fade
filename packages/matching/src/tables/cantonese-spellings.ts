/**
 * Usual Latin spellings of Cantonese syllables, by initial, by final and, for some, as a whole. An item is the Jyutping, then its spellings
 * in Hong Kong and among emigrants, the commonest first; `-` is the empty text. No spelling applies by rule everywhere.
 * Source: written for this project from general knowledge of romanisation.
 */
export const cantoneseInitials =
  '- -;b p b;p p;m m;f f;d t d;t t;n n;l l;g k g;k k;ng ng;h h;gw kw gw;kw kw;w w;z ch ts;c ch ts;s s sh;j y'

export const cantoneseFinals = `aa a ah;aai ai;aau au aw;aam am;aan an;aang ang;aap ap;aat at;aak ak;ai ai;au au ow;am am um;an an un;ang ang ung;ap ap up;
   at at ut;ak ak;e e eh;ei ei ee i ay;eng eng ing;ek ek;eu eu;eoi ui;eon un;eot ut;i i ee;iu iu iew;im im;in in;ing ing;ip ip;
   it it;ik ik;o o oh aw;oi oi oy;on on;ong ong;ok ok;ou o ou;ot ot;oe eu oe;oeng eung eong;oek euk eok;u u oo;ui ui;un un oon;
   ung ung;uk uk;ut ut;yu u ue yu;yun uen un yuen;yut uet ut yuet`

export const cantoneseSyllables =
  'm ng m;ng ng;zi chi tsz;ci chi tsz;si sze si see;ji yi yee;jyu yu yue;jyun yuen yun;jyut yuet yut;hei hei hey hee'
