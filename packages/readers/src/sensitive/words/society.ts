/** Words about trade unions, politics and sexual orientation. See `dictionary.ts` for the notation. */
export const union = {
  en: `trade_union* trades_union* labor_union* labour_union* union_<role> <trade>_union* unionist* unionis* unioniz* shop_stew*
    teamster* tuc_congr* tuc_deleg* afl_cio ituc strike_comm* strike_fund picket_* pickets bargaining unison_<role>
    unison_branch unite_union <role>_union union_dues union_conf*`,
  fr: `syndical* syndiqu* syndicat? syndicats cgt cfdt cftc cfe_cgc force_ouvr* sud_rail greviste* intersynd* unsa`,
  es: `sindical* sindicat* ccoo ugt comisiones_obr* central_obrer* huelguist* piquete*`,
  de: `gewerksch* dgb ver_di verdi_kongr* verdi_mitgl* verdi_deleg* ig_metall ig_bce betriebsrat* tarifverh* tarifkomm*
    streikend* ngg gew_deleg*`,
  other: `cgtp sindacal* sindacat* cgil cisl uil cobas vakbond* fnv cnv_congr* cnv_deleg* vakvereniging* zwiaz*_zawod* zwiazkow* nszz
    solidarnosc opzz sendika* profsoyuz* profsojuz* profsouz*`,
}
export const politics = {
  en: `political? politically communis* comunis* kommunis* komunis* marxis* leninis* maoist* trotsky* trotzki* socialis*
    sozialis* socjalis* sosyalis* anarchis* anarquis* anarchic* fascis* faszis* neo_nazi* neonaz* nazi nazis far_right
    far_left extreme_right extreme_left separatis* nationalis* nacionalis* dissident* disident* opposition_<role>
    opposition_polit* opposition_party activis* aktivis* attivis* militant? militante militantes militants protester*
    protestor* demonstrators manifestant* election_rally polit*_rally party_rally rally_<role> nazi_rally party_<role>
    party_polit* party_cadre <party>_party <party>_<role> republican_national democrats liberal_democr* tory tories
    election_campaign campaign_staff campaign_volunt* campaign_manager asylum asylant* asylbew* sympathis* sympathiz*
    by_party anti_govt anti_government pro_regime regime_critic* voted_for`,
  fr: `refugi*_politique* opposant* asile_politique parti_politique prisonnier*_politique* parti_commun* parti_social*
    parti_vert* rassemblement_nat* front_gauche front_national membre_parti membres_parti adherent? adherents?
    elu_ecolog* ecologist* extreme_droite extreme_gauche insoumis* en_exil sympathisan*`,
  es: `refugiad*_politic* asilad*_politic* asilo_politic* pide_asilo activist*_politic* preso_politic* presos_politic*
    opositor* partido_popular partido_polit* partido_social* psoe mitin mitines simpatizan* miembro_partido
    miembros_partido afiliad*_partido extrema_derech* extrema_izq* ultraderech* independent* chavista* peronista*`,
  de: `politisch* parteitag* parteimitgl* partei_mitgl* partei_deleg* mitglied_partei mitglied_cdu cdu csu spd fdp afd
    gruene_jugend die_gruenen mitglied_gruen* junge_union jusos rechtsextr* linksextr* rechtsrad* linksrad*
    linke_szene linken_szene rechte_szene rechten_szene autonome_szene`,
  pt: `filiad* partido_trabal* partido_comun* extrema_direit* extrema_esq* petista* bolsonar* apoiador*_<party>`,
  it: `rifugiat*_politic* partito_democr* partito_comun* partito_social* partito_radic* iscritt*_partito membro_partito
    estrema_destra estrema_sinis* simpatizzan* fratelli_italia oppositor*`,
  other: `chp akp mhp hdp parti_uyes* siyasi* siyaset* multeci* muhalif* muarid oppozits* oppozic* politiches* politices*
    chlen_parti* chlen_kommun* partii bezhen* politiek_vlu* politiek_as* politieke_partij partijlid partijcong* lid_partij vvd pvda pvv opozyc*
    dzialacz* uchodz* polityczn* czlonek_parti* gongchandang`,
}
export const orientation = {
  en: `gay? gays lesbi* bisex* bisses* bissex* homosex* homoseks* homosess* omoses* omosex* transgen* transex* transsex*
    transess* trans_<person> transvest* travest* gender_trans* gender_reas* gender_chang* gender_dysph* sex_chang*
    sex_reass* same_sex samesex meme_sexe mismo_sexo mesmo_sexo stesso_sesso gleichgeschl* queer* lgb* lgtb* pride_parad*
    pride_march pride_festiv* pride_<group> pride_week gay_pride roma_pride madrid_pride march*_fiert* fiertes csd
    orgullo_gay orgullo_lg* sex_work* sexwork* trabajador*_sexual* travailleu*_sexe prostitu* escort_serv* escort_agen*
    escort_girl* swinger* libertin* echangist* schwul schwule schwuler schwules schwulen homo_paar homopaar* homo_stel
    homostel* homohuw* sexual_orient* orientacion_sex* escinsel* gey geya geev drag_queen* nonbinary non_binary
    two_husbands two_wives deux_epouses deux_maris polyamor* fetish*`,
}
export const societyPieces = `لاجئ سياسي معارض حزب نقابة نقابي مثلي 共产党 党员 政治 难民 民主党 异见 工会 同性 变性`
